using System.Runtime.InteropServices;

namespace Larder.Diagnostics;

/// <summary>One thread's part of one count. Only its owner adds to it.</summary>
internal sealed class OwnedCell(OwnedCounter counter, Thread owner)
{
    private Padded _padded;

    public OwnedCounter Counter => counter;

    public Thread Owner => owner;

    public long Count => Volatile.Read(ref _padded.Count);

    public void AddOne() => _padded.Count++;

    /// <summary>128 bytes apart from what stands beside it: processors fetch cache lines in pairs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Padded
    {
        [FieldOffset(128)]
        public long Count;
    }
}
