using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Statements;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class RecordVariablesTests
{
    private const int FieldCount = 7;

    private static readonly Gen<Record> Records = Gen.Select(Elements.Any.Array[5], Gen.ULong, Gen.Bool).Select(
        (fields, version, isLive) => new Record(new RecordKey(fields[0], fields[1]), version, fields[2], fields[3], fields[4], isLive));

    [Fact]
    public void STATE_5_a_record_has_the_leaf_of_its_native_twin() => Records.Sample(
        record => GadgetHarness.AssertHolds((builder, _) => LeafAndPresence(builder, record), [], record.Leaf(), Fr.One), iter: 5);

    [Fact]
    public void RECORD_1_an_absent_record_is_all_zeros()
    {
        var blank = new Record(default, 0, Fr.Zero, Fr.Zero, Fr.Zero, IsLive: false);
        GadgetHarness.AssertHolds((builder, _) => LeafAndPresence(builder, null), [], blank.Leaf(), Fr.Zero);
        for (int field = 1; field <= FieldCount; field++)
            GadgetHarness.AssertFailsWithLies(Allocate(null), [], new Dictionary<int, Fr> { [field] = Fr.One });
    }

    [Fact]
    public void RECORD_1_a_present_record_cannot_be_called_absent() => Records.Where(record => !record.Owner.IsZero).Sample(
        record => GadgetHarness.AssertFailsWithLies(Allocate(record), [], new Dictionary<int, Fr> { [0] = Fr.Zero }), iter: 10);

    [Fact]
    public void RECORD_1_presence_and_life_are_bits() => Records.Sample(
        record =>
        {
            foreach (int bit in new[] { 0, FieldCount })
                GadgetHarness.AssertFailsWithLies(Allocate(record), [], new Dictionary<int, Fr> { [bit] = Elements.Of(2) });
        },
        iter: 10);

    private static LinearCombination[] LeafAndPresence(ConstraintBuilder builder, Record? record)
    {
        var (variables, isPresent) = RecordVariables.AllocateOptional(builder, record);
        return [variables.Leaf(builder), isPresent];
    }

    private static GadgetUnderTest Allocate(Record? record) => (builder, _) =>
    {
        RecordVariables.AllocateOptional(builder, record);
        return [];
    };
}
