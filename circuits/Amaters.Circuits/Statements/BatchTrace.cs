namespace Amaters.Circuits.Statements;

/// <summary>One batch's execution: the material of a witness. It holds no secret.</summary>
public sealed partial record BatchTrace
{
    /// <summary>The sizes of the circuit.</summary>
    public required CircuitShape Shape { get; init; }

    /// <summary>The header that the proof is about.</summary>
    public required BatchHeader Header { get; init; }

    /// <summary>All k commands in order, padding last.</summary>
    public required IReadOnlyList<CommandTrace> Commands { get; init; }
}
