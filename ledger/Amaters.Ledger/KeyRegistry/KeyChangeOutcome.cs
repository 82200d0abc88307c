using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.KeyRegistry;

/// <summary>What became of a key-registry entry.</summary>
/// <param name="Code"><see cref="ResultCode.Ok"/>, or why the entry changed nothing.</param>
/// <param name="Detail">For people: the field and what is wrong with it.</param>
public readonly record struct KeyChangeOutcome(ResultCode Code, string Detail)
{
    /// <summary>The change took effect.</summary>
    public static KeyChangeOutcome Accepted { get; } = new(ResultCode.Ok, "");

    /// <summary>The change took no effect.</summary>
    public static KeyChangeOutcome Refused(ResultCode code, string detail) => new(code, detail);
}
