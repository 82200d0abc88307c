using Amaters.Circuits.Signatures;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Tests.Snapshots;

/// <summary>
/// A replica with some of everything that a snapshot carries: applied, refused, sealed, proven out of turn and waiting commands;
/// active, retired, expired and revoked keys; records moved between shards.
/// </summary>
public sealed class SnapshotHistory : IDisposable
{
    public SnapshotHistory()
    {
        Ledger = new TestLedger(Circuit);
        foreach (var key in new[] { Alice, Bob, Carol, Dave })
            Ledger.Register(key);
        Put(Alice, 1, 0);
        Put(Bob, 2, 0);
        Assert.Equal(ResultCode.Ok, Ledger.ChangeKey(Ledger.Revocation(Bob)));
        Put(Bob, 3, 0, ResultCode.KeyRevoked);
        Assert.Equal(ResultCode.Ok, Ledger.ChangeKey(Ledger.Rotation(Carol, Erin)));
        Assert.Equal(ResultCode.Ok, Ledger.ChangeKey(Ledger.Expiry(Dave, 1000)));
        Ledger.Submit(Ledger.Transfer(Alice, 1, 1, Dave.PublicKey.ClientId));
        Put(Alice, 1, 2);
        Put(Alice, 4, 0);
        Ledger.Submit(Ledger.Delete(Alice, 4, 1));
        Ledger.ProveAll();
        Assert.Equal(2ul, Ledger.Place(2, 2, 2, 1, 1, 0, 0, 2, 1));

        for (ulong tag = 10; tag < 15; tag++)
            Put(Erin, tag, 0);
        Assert.True(Ledger.Seal(2).IsSealed);
        Assert.True(Ledger.Seal(2).IsSealed);
        Ledger.SubmitProof(5, Ledger.Prove(5));
        Snapshot = Ledger.Snapshot();
    }

    public static SchnorrSecretKey Alice { get; } = SchnorrSecretKey.Generate();

    public static SchnorrSecretKey Bob { get; } = SchnorrSecretKey.Generate();

    public static SchnorrSecretKey Carol { get; } = SchnorrSecretKey.Generate();

    public static SchnorrSecretKey Dave { get; } = SchnorrSecretKey.Generate();

    public static SchnorrSecretKey Erin { get; } = SchnorrSecretKey.Generate();

    internal SmallCircuit Circuit { get; } = new();

    internal TestLedger Ledger { get; }

    internal byte[] Snapshot { get; }

    /// <summary>A replica of the same ledger that has applied nothing yet.</summary>
    internal TestLedger Newcomer() => new(Circuit, Ledger.Genesis) { TimeMs = Ledger.TimeMs };

    public void Dispose()
    {
        Ledger.Dispose();
        Circuit.Dispose();
    }

    private void Put(SchnorrSecretKey key, ulong tag, ulong version, ResultCode expected = ResultCode.Pending)
    {
        byte[] payload = [(byte)tag, (byte)version];
        Assert.Equal(expected, Ledger.Submit(Ledger.Put(key, tag, version, payload), payload).Code);
    }
}
