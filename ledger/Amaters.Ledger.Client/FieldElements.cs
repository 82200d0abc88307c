using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client;

/// <summary>How field elements are written.</summary>
internal static class FieldElements
{
    /// <summary>Appends the 32-byte little-endian encoding.</summary>
    public static void Write(this ref ByteWriter writer, Fr element) => element.Encode(writer.Take(Fr.EncodedByteCount));
}
