using System.Runtime.InteropServices;

namespace Larder.Diagnostics;

/// <summary>A count that many threads add to without sharing a cache line; reading sums it up.</summary>
internal sealed class StripedCounter
{
    private static readonly int Mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(64, Environment.ProcessorCount * 2)) - 1;

    private readonly Stripe[] _stripes = new Stripe[Mask + 1];

    public long Value
    {
        get
        {
            var sum = 0L;
            foreach (ref var stripe in _stripes.AsSpan()) sum += Volatile.Read(ref stripe.Count);
            return sum;
        }
    }

    public void Add(long by = 1) => Interlocked.Add(ref _stripes[Environment.CurrentManagedThreadId & Mask].Count, by);

    /// <summary>128 bytes apart: processors fetch cache lines in pairs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Count;
    }
}
