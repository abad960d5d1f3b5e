using System.Diagnostics;

namespace Larder;

/// <summary>One key of the ring. No record and no text of its bytes: nothing prints them by accident.</summary>
[DebuggerDisplay("{Id}")]
internal sealed class EncryptionKey(string id, byte[] bytes)
{
    public string Id => id;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> Bytes => bytes;

    public override string ToString() => id;
}
