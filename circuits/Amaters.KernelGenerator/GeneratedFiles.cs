using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>Every file this generator writes.</summary>
public static class GeneratedFiles
{
    /// <summary>Path relative to the repository root, and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> All() =>
    [
        ("circuits/Amaters.Circuits/Fields/Vector/FrKernels.Generated.cs", ScalarField()),
        ("verifier/Amaters.Verifier/Fields/Vector/FpKernels.Generated.cs", BaseField()),
        ("circuits/Amaters.Circuits/Fields/Vector/FrDoubleKernels.Generated.cs", ScalarFieldInDoubles()),
        ("verifier/Amaters.Verifier/Fields/Vector/FpDoubleKernels.Generated.cs", BaseFieldInDoubles()),
    ];

    private static string ScalarField()
    {
        // A butterfly's input has been added to at most eleven times since its limbs were last carried; a converted element is below 16p.
        var lazy = new Operand(12 * (BigInteger.One << 52), Value: 120);
        var carried = new Operand(BigInteger.One << 52, Value: 20);
        var canonical = new Operand(BigInteger.One << 52, Value: 1);
        var once = new Operand(BigInteger.One << 53, Value: 20);
        var file = new KernelClass(LaneField.Fr, "Amaters.Circuits.Fields.Vector");
        file.Product("Multiply", "r = a·b/R.", ProductKind.Multiply, lazy, carried);
        file.Product("Square", "r = a²/R.", ProductKind.Square, once, once);
        file.Product("MultiplyByConstant", "r = a·c/R, the same c for all eight elements.", ProductKind.MultiplyByConstant, lazy, canonical);
        file.Product("Butterfly", "(a, b) = (a + b·c/R, a − b·c/R); a and the results are not carried.", ProductKind.Butterfly, lazy, canonical);
        return file.Write();
    }

    private static string BaseField()
    {
        // 2^6 above a balanced digit: what neighbours' carries add in the linear kernels.
        var operand = new Operand((BigInteger.One << 54) + 64, Value: 8);
        var sum = new Operand(56 * operand.Limb, Value: 56);
        var file = new KernelClass(LaneField.Fp, "Amaters.Verifier.Fields.Vector");
        file.Product("Multiply", "r = a·b/R.", ProductKind.Multiply, operand, operand);
        file.Product("Square", "r = a²/R.", ProductKind.Square, operand, operand);
        file.Linear("Reduce", "r = a, reduced and carried: all limbs are zero exactly when a ≡ 0.", reduced: true, operand, ("a", 1));
        file.Linear("ReduceSum", "r = a, reduced and carried, where a is a sum of up to 56 terms, limb by limb.", reduced: true, sum, ("a", 1));
        file.Linear("CarrySum", "r = a, carried, where a is a sum of a few terms, limb by limb.", reduced: false, new Operand(sum.Limb, operand.Value), ("a", 1));
        file.Linear("Add", "r = a + b, carried.", reduced: false, operand, ("a", 1), ("b", 1));
        file.Linear("Subtract", "r = a − b, carried.", reduced: false, operand, ("a", 1), ("b", -1));
        file.Linear("AddReduced", "r = a + b, reduced.", reduced: true, operand, ("a", 1), ("b", 1));
        file.Linear("SubtractReduced", "r = a − b, reduced.", reduced: true, operand, ("a", 1), ("b", -1));
        file.Linear("SubtractBothReduced", "r = a − b − c, reduced.", reduced: true, operand, ("a", 1), ("b", -1), ("c", -1));
        file.Linear("SubtractTwiceReduced", "r = a − 2b − c, reduced.", reduced: true, operand, ("a", 1), ("b", -2), ("c", -1));
        file.Linear("DoubleReduced", "r = 2a, reduced.", reduced: true, operand, ("a", 2));
        file.Linear("TripleReduced", "r = 3a, reduced.", reduced: true, operand, ("a", 3));
        file.Linear("TwelvefoldReduced", "r = 12a, reduced.", reduced: true, operand, ("a", 12));
        return file.Write();
    }

    private static string ScalarFieldInDoubles()
    {
        // As in the eight-lane kernels; an element enters as 256 times its value, in unsigned digits.
        var lazy = new Operand(24 * (BigInteger.One << 43), Value: 1200);
        var carried = new Operand(BigInteger.One << 44, Value: 300);
        var canonical = new Operand(BigInteger.One << 43, Value: 1);
        var file = new DoubleKernelClass(DoubleField.Fr, "Amaters.Circuits.Fields.Vector");
        file.Product("Multiply", "r = a·b/R.", ProductKind.Multiply, lazy, carried);
        file.Product("Square", "r = a²/R.", ProductKind.Square, carried, carried);
        file.Product("MultiplyByConstant", "r = a·c/R, the same c for all four elements.", ProductKind.MultiplyByConstant, lazy, canonical);
        file.Product("Butterfly", "(a, b) = (a + b·c/R, a − b·c/R); a and the results are not carried.", ProductKind.Butterfly, lazy, canonical);
        file.Linear("Reduce", "r = a, reduced and carried.", reduced: true, new Operand(50 * (BigInteger.One << 44), Value: 400), ("a", 1));
        return file.Write();
    }

    private static string BaseFieldInDoubles()
    {
        var operand = new Operand((BigInteger.One << 47) + 64, Value: 8);
        var file = new DoubleKernelClass(DoubleField.Fp, "Amaters.Verifier.Fields.Vector");
        file.Product("Multiply", "r = a·b/R.", ProductKind.Multiply, operand, operand);
        file.Product("Square", "r = a²/R.", ProductKind.Square, operand, operand);
        file.Linear("Reduce", "r = a, reduced and carried: all limbs are zero exactly when a ≡ 0.", reduced: true, operand, ("a", 1));
        file.Linear("Add", "r = a + b, carried.", reduced: false, operand, ("a", 1), ("b", 1));
        file.Linear("Subtract", "r = a − b, carried.", reduced: false, operand, ("a", 1), ("b", -1));
        file.Linear("AddReduced", "r = a + b, reduced.", reduced: true, operand, ("a", 1), ("b", 1));
        file.Linear("SubtractReduced", "r = a − b, reduced.", reduced: true, operand, ("a", 1), ("b", -1));
        file.Linear("SubtractBothReduced", "r = a − b − c, reduced.", reduced: true, operand, ("a", 1), ("b", -1), ("c", -1));
        file.Linear("SubtractTwiceReduced", "r = a − 2b − c, reduced.", reduced: true, operand, ("a", 1), ("b", -2), ("c", -1));
        file.Linear("TripleReduced", "r = 3a, reduced.", reduced: true, operand, ("a", 3));
        file.Linear("TwelvefoldReduced", "r = 12a, reduced.", reduced: true, new Operand(operand.Limb, Value: 4), ("a", 12));
        return file.Write();
    }
}
