using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Amaters.Ledger.Consensus;

/// <summary>Checks that stay on in production. A passing check builds no text and allocates nothing.</summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantViolationException"/> with <paramref name="detail"/> unless <paramref name="condition"/> holds.</summary>
    public static void Holds([DoesNotReturnIf(false)] bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Detail detail)
    {
        if (!condition)
            throw new InvariantViolationException(detail.ToString());
    }

    /// <summary>Throws <see cref="InvariantViolationException"/>: this place must not be reached.</summary>
    [DoesNotReturn]
    public static void Fails(string detail) => throw new InvariantViolationException(detail);

    /// <summary>Text that is built only when the condition failed.</summary>
    [InterpolatedStringHandler]
    public ref struct Detail
    {
        private readonly bool _isNeeded;
        private DefaultInterpolatedStringHandler _text;

        /// <summary>Called by the compiler.</summary>
        public Detail(int literalLength, int formattedCount, bool condition, out bool isNeeded)
        {
            isNeeded = _isNeeded = !condition;
            _text = isNeeded ? new(literalLength, formattedCount) : default;
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        /// <summary>The text; empty when it was not needed.</summary>
        public override string ToString() => _isNeeded ? _text.ToString() : "";
    }
}
