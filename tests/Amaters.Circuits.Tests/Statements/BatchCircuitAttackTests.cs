using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Tests.Gadgets;
using Amaters.Circuits.Tests.Jubjub;
using Amaters.Circuits.Trees;
using static Amaters.Circuits.Tests.Statements.BatchProver;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>What a prover may try against the statement. Each attack is made as consistent as it can be, and must fail where it breaks a rule.</summary>
public sealed class BatchCircuitAttackTests
{
    private static readonly CircuitShape One = new(1, 2);
    private static readonly CircuitShape Two = new(2, 2);
    private static readonly SignedCommand FirstPut = Put(Alice, Key(1), 0);

    /// <summary>A command that breaks a rule, after the commands that set the scene.</summary>
    public static TheoryData<CommandResult> BrokenRules =>
        [CommandResult.KeyMismatch, CommandResult.VersionMismatch, CommandResult.NotOwner, CommandResult.RecordNotLive, CommandResult.Noop];

    [Fact]
    public void Ok_forced_to_0_for_a_valid_command_fails()
    {
        var trace = Execute(One, [], FirstPut);
        Assert.Equal(CommandResult.Applied, trace.Commands[0].Result);
        AssertRefused(CheckLies(trace, (OkWire(One, 0), Fr.Zero)), "command[0]/rules/ok");
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void Ok_forced_to_1_for_an_invalid_command_fails(CommandResult brokenRule)
    {
        var trace = Breaking(brokenRule);
        AssertRefused(CheckLies(trace, (OkWire(One, 0), Fr.One)), "command[0]/rules/ok");
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void No_lie_about_a_single_rule_makes_an_invalid_command_ok(CommandResult brokenRule)
    {
        var trace = Breaking(brokenRule);
        foreach (int wire in WiresWithin(One, "command[0]/rules").Except([OkWire(One, 0)]))
        {
            foreach (var value in new[] { Fr.Zero, Fr.One })
            {
                if (LyingWitness(trace, (wire, value)).Values[OkWire(One, 0)] == Fr.One)
                    AssertRefused(CheckLies(trace, (wire, value)), "command[0]/rules");
            }
        }
    }

    [Fact]
    public void Swapped_outcome_bits_fail()
    {
        var trace = Execute(Two, [], FirstPut, FirstPut);
        Assert.Equal(0b01UL, (ulong)trace.Header.Outcomes.Bits);
        AssertRefused(Check(trace with { Header = trace.Header with { Outcomes = new BatchOutcomes(0b10) } }), "header");
        AssertRefused(CheckLies(trace, (OkWire(Two, 0), Fr.Zero), (OkWire(Two, 1), Fr.One)), "command[0]/rules/ok", "command[1]");
    }

    [Fact]
    public void A_command_executed_twice_fails()
    {
        var trace = Execute(Two, [], FirstPut, FirstPut);
        Assert.Equal([CommandResult.Applied, CommandResult.VersionMismatch], trace.Commands.Select(command => command.Result));

        // Neither as a second command that takes effect, nor as a hidden repetition of a batch that names it once.
        AssertRefused(CheckLies(trace, (OkWire(Two, 1), Fr.One)), "command[1]/rules/ok");
        AssertRefused(Check(trace with { Header = Execute(Two, [], FirstPut).Header }), "header");
    }

    [Fact]
    public void The_second_command_on_a_record_sees_the_result_of_the_first()
    {
        var trace = Execute(Two, [], FirstPut, Put(Alice, Key(1), 1, payload: 2));
        Assert.All(trace.Commands, command => Assert.Equal(CommandResult.Applied, command.Result));
        AssertAccepted(trace);

        var stale = trace.Commands[1] with { OldRecord = null, Path = trace.Commands[0].Path };
        AssertRefused(Check(trace with { Commands = [trace.Commands[0], stale] }), "command[1]", "header");
    }

    [Fact]
    public void A_present_record_claimed_absent_fails()
    {
        // The replayed first command would take effect again if its record were gone.
        var trace = Execute(One, [FirstPut], FirstPut);
        var lie = trace.Commands[0] with { OldRecord = null };
        AssertRefused(CheckLies(trace with { Commands = [lie] }), "command[0]");
        Assert.True(LyingWitness(trace with { Commands = [lie] }).Values[OkWire(One, 0)] == Fr.One);
    }

    [Fact]
    public void An_absent_record_claimed_present_fails()
    {
        var trace = Execute(One, [], Transfer(Alice, Key(1), 4, Bob.PublicKey.ClientId));
        var lie = trace.Commands[0] with { OldRecord = new Record(Key(1), 4, Alice.PublicKey.ClientId, Fr.One, Fr.One, IsLive: true) };
        AssertRefused(CheckLies(trace with { Commands = [lie] }), "command[0]");
        Assert.True(LyingWitness(trace with { Commands = [lie] }).Values[OkWire(One, 0)] == Fr.One);
    }

    [Fact]
    public void An_absent_record_has_no_fields_that_a_prover_could_choose()
    {
        var trace = Execute(One, [], Put(Alice, Key(1), 3));
        int version = Wires(One, "command[0]/optional-record")[3];
        AssertRefused(CheckLies(trace, (version, Elements.Of(3))), "command[0]/optional-record");
    }

    [Fact]
    public void A_wrong_sibling_fails()
    {
        var trace = Execute(One, [FirstPut], Put(Alice, Key(2), 0));
        for (int i = 0; i < One.TreeDepth * OctalTree.SiblingCount; i++)
        {
            var siblings = Siblings(trace.Commands[0].Path);
            siblings[i] += Fr.One;
            var lie = trace.Commands[0] with { Path = new MerklePath(trace.Commands[0].Position, siblings) };
            AssertRefused(CheckLies(trace with { Commands = [lie] }), "command[0]");
        }
    }

    [Fact]
    public void The_position_of_another_key_fails()
    {
        // At another, empty place the replayed command would take effect again.
        var (state, _, _) = Run(One, FirstPut);
        var trace = Execute(One, [FirstPut], FirstPut);
        ulong elsewhere = trace.Commands[0].Position ^ 0b001_010;
        var lie = trace.Commands[0] with { OldRecord = null, Position = elsewhere, Path = state.PathOf(elsewhere) };
        AssertRefused(CheckLies(trace with { Commands = [lie] }), "command[0]");

        // Nor may the prover move the position itself.
        int[] bits = Wires(One, "command[0]/canonical-bits");
        var flipped = new[] { 1, 3 }.Select(bit => (bits[bit], Fr.One - Honest(trace, bits[bit]))).ToArray();
        AssertRefused(CheckLies(trace with { Commands = [lie] }, flipped), "command[0]/canonical-bits");
    }

    [Fact]
    public void A_signature_under_another_key_fails()
    {
        var trace = Execute(One, [], FirstPut);
        var forged = new SignedCommand(FirstPut.Command, Bob.PublicKey, FirstPut.Signature);
        AssertRefused(Check(WithCommand(trace, forged)), "command[0]/schnorr", "header");
    }

    [Fact]
    public void A_signature_for_another_ledger_fails()
    {
        var foreign = SignedCommand.Sign(FirstPut.Command, Alice, LedgerId + Fr.One);
        AssertRefused(Check(WithCommand(Execute(One, [], FirstPut), foreign)), "command[0]/schnorr");
    }

    [Fact]
    public void A_signature_of_another_message_fails()
    {
        var trace = Execute(One, [], FirstPut);
        foreach (var command in new[]
        {
            FirstPut.Command with { Operation = Operation.Delete },
            FirstPut.Command with { Key = Key(2) },
            FirstPut.Command with { ExpectedVersion = 1 },
            FirstPut.Command with { PayloadDigest = Elements.Of(77) },
            FirstPut.Command with { EncryptionKeyId = Elements.Of(77) },
        })
        {
            AssertRefused(CheckLies(WithCommand(trace, new SignedCommand(command, Alice.PublicKey, FirstPut.Signature))), "command[0]");
            Assert.Contains(
                CheckLies(WithCommand(trace, new SignedCommand(command, Alice.PublicKey, FirstPut.Signature))).Failures,
                failure => failure.Source.GadgetPath == "command[0]/schnorr");
        }
    }

    [Fact]
    public void A_signature_scalar_plus_l_fails()
    {
        var room = (BigInteger.One << JubjubCurve.ScalarBitCount) - JubjubCurve.SubgroupOrder;
        var signed = Enumerable.Range(1, 1000).Select(payload => Put(Alice, Key(1), 0, payload)).First(put => put.Signature.Scalar.ToBigInteger() < room);
        var aliased = Elements.BitsOf(signed.Signature.Scalar.ToBigInteger() + JubjubCurve.SubgroupOrder, JubjubCurve.ScalarBitCount);
        int[] scalar = Wires(One, "command[0]/schnorr/scalar");
        AssertRefused(CheckLies(Execute(One, [], signed), [.. scalar.Zip(aliased)]), "command[0]/schnorr/scalar/at-most");
    }

    [Fact]
    public void A_nonce_point_off_the_curve_fails()
    {
        var trace = Execute(One, [], FirstPut);
        foreach (int coordinate in Wires(One, "command[0]/schnorr")[..2])
            AssertRefused(CheckLies(trace, (coordinate, Honest(trace, coordinate) + Fr.One)), "command[0]/schnorr");
    }

    [Fact]
    public void A_public_key_off_the_curve_fails()
    {
        var trace = Execute(One, [], FirstPut);
        foreach (int coordinate in Wires(One, "command[0]")[..2])
            Assert.Contains(CheckLies(trace, (coordinate, Honest(trace, coordinate) + Fr.One)).Failures, failure => failure.Source.GadgetPath == "command[0]/on-curve");
    }

    [Fact]
    public void A_key_of_small_order_signs_without_a_secret_but_has_no_power_over_others_records()
    {
        // The circuit does not ask for the order of a key. Where c is a multiple of 8, c·pk vanishes and R = s·B will do.
        var small = JubjubPoints.SmallOrder.First(point => !point.IsIdentity);
        var trace = Execute(One, [FirstPut], Put(Alice, Key(1), 1));
        var digest = trace.Commands[0].Signed.Command.Digest(Compression.H8(DomainTag.Client, small.U, small.V));
        var (scalar, nonce) = Enumerable.Range(1, 1000)
            .Select(i => (Scalar: JubjubPoints.Scalar(i), Nonce: JubjubPoint.MultiplyGenerator(JubjubPoints.Scalar(i))))
            .First(candidate => (Compression.H8(DomainTag.Signature, candidate.Nonce.U, candidate.Nonce.V, small.U, small.V, digest, LedgerId).ToBigInteger() & 7).IsZero);

        int[] publicKey = Wires(One, "command[0]")[..2];
        int[] noncePoint = Wires(One, "command[0]/schnorr")[..2];
        (int Wire, Fr Value)[] forgery =
        [
            (publicKey[0], small.U),
            (publicKey[1], small.V),
            (noncePoint[0], nonce.U),
            (noncePoint[1], nonce.V),
            .. Wires(One, "command[0]/schnorr/scalar").Zip(Elements.BitsOf(scalar.ToBigInteger(), JubjubCurve.ScalarBitCount)),
        ];
        var report = CheckLies(trace, forgery);
        Assert.True(report.IsSatisfied, report.ToString());
        Assert.Equal(Fr.Zero, LyingWitness(trace, forgery).Values[OkWire(One, 0)]);
    }

    [Fact]
    public void A_header_with_any_field_changed_fails()
    {
        var trace = Execute(Two, [FirstPut], Put(Alice, Key(1), 1), Put(Bob, Key(2), 0));
        var header = trace.Header;
        var witness = BatchCircuit.GenerateWitness(trace);
        foreach (var changed in new[]
        {
            header with { PreviousHeader = header.PreviousHeader + Fr.One },
            header with { OldRoot = header.NewRoot },
            header with { NewRoot = header.OldRoot },
            header with { CommandsRoot = header.CommandsRoot + Fr.One },
            header with { Outcomes = new BatchOutcomes(0b01) },
            header with { Range = header.Range with { BatchNumber = header.Range.BatchNumber + 1 } },
            header with { Range = header.Range with { FirstIndex = header.Range.FirstIndex + 1 } },
            header with { Range = header.Range with { Count = 1 } },
            header with { LedgerId = header.LedgerId + Fr.One },
        })
        {
            AssertRefused(CheckWitness(Two, witness.WithWire(1, changed.Digest())), "header");
        }
    }

    [Fact]
    public void The_honest_header_with_a_witness_that_follows_another_one_fails()
    {
        var trace = Execute(One, [FirstPut], Put(Alice, Key(1), 1));
        var header = trace.Header;
        foreach (var changed in new[]
        {
            header with { PreviousHeader = header.PreviousHeader + Fr.One },
            header with { OldRoot = header.NewRoot },
            header with { Range = header.Range with { BatchNumber = header.Range.BatchNumber + 1 } },
            header with { Range = header.Range with { FirstIndex = header.Range.FirstIndex + 1 } },
            header with { LedgerId = header.LedgerId + Fr.One },
        })
        {
            var witness = BatchCircuit.GenerateWitness(trace with { Header = changed });
            Assert.Contains(CheckWitness(One, witness.WithWire(1, header.Digest())).Failures, failure => failure.Source.GadgetPath == "header");
        }
    }

    [Fact]
    public void A_batch_number_or_index_beyond_64_bits_fails()
    {
        // The same range from another batch number: one less of it and 2⁶⁴ more of the index.
        var trace = Execute(One, [FirstPut], FirstPut);
        int[] range = Wires(One, "header/range");
        AssertRefused(
            CheckLies(trace, (range[0], Honest(trace, range[0]) - Fr.One), (range[1], Honest(trace, range[1]) + Fr.FromBigInteger(BigInteger.One << 64))),
            "header/range/bits");
    }

    [Fact]
    public void The_count_of_commands_is_proven()
    {
        var trace = Execute(Two, [], FirstPut);
        Assert.Equal(1, trace.Header.Range.Count);
        foreach (ushort count in new ushort[] { 0, 2, 3 })
            AssertRefused(Check(trace with { Header = trace.Header with { Range = trace.Header.Range with { Count = count } } }), "header");
    }

    private static BatchTrace Breaking(CommandResult brokenRule)
    {
        // Two keys that share a position.
        var other = Enumerable.Range(2, 1000).Select(Key).First(key => key.Position(One.TreeDepth) == Key(1).Position(One.TreeDepth));
        var trace = brokenRule switch
        {
            CommandResult.KeyMismatch => Execute(One, [FirstPut], Put(Alice, other, 1)),
            CommandResult.VersionMismatch => Execute(One, [FirstPut], Put(Alice, Key(1), 2)),
            CommandResult.NotOwner => Execute(One, [FirstPut], Put(Bob, Key(1), 1)),
            CommandResult.RecordNotLive => Execute(One, [FirstPut, Delete(Alice, Key(1), 1)], Transfer(Alice, Key(1), 2, Fr.One)),
            _ => Execute(One, []),
        };
        Assert.Equal(brokenRule, trace.Commands[0].Result);
        return trace;
    }

    private static int OkWire(CircuitShape shape, int command) => Wires(shape, $"command[{command}]/rules/ok")[^1];

    private static Fr Honest(BatchTrace trace, int wire) => BatchCircuit.GenerateWitness(trace).Values[wire];

    private static BatchTrace WithCommand(BatchTrace trace, SignedCommand signed) => trace with { Commands = [trace.Commands[0] with { Signed = signed }] };

    private static Fr[] Siblings(MerklePath path) => [.. Enumerable.Range(0, path.Depth).SelectMany(height => path.Siblings(height).ToArray())];
}
