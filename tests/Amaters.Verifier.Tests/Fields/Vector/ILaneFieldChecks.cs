namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>The checks that every field in lanes must pass.</summary>
internal interface ILaneFieldChecks : IDisposable
{
    void Arithmetic_equals_that_of_the_plain_field();

    void A_result_may_replace_an_operand();

    void Zero_lanes_are_seen_and_lanes_chosen();

    void Inverses_undo_their_elements_and_zero_stays_zero();

    void Elements_at_rest_are_gathered_with_their_signs();
}
