namespace Amaters.Circuits.Statements;

/// <summary>Why commands do not make a batch, and which of them is at fault.</summary>
/// <param name="Reason">The cause.</param>
/// <param name="CommandIndex">Place of the first command at fault, from 0; −1 when the fault is no single command's.</param>
public readonly record struct BatchFault(BatchRejection Reason, int CommandIndex);
