using System.Globalization;

namespace Amaters.Ledger.Consensus;

/// <summary>Numbers as text that no culture changes.</summary>
internal static class DecimalText
{
    /// <summary>Plain decimal digits.</summary>
    public static string Of(ulong value) => value.ToString(NumberFormatInfo.InvariantInfo);
}
