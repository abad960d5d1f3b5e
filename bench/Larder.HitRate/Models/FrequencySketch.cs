using System.Numerics;

namespace Larder.HitRate.Models;

/// <summary>How often a key was seen of late: four rows of counters up to 15, all halved after each ten times the capacity of sightings.</summary>
internal sealed class FrequencySketch(int capacity)
{
    private const int Rows = 4, Most = 15;
    private readonly int _width = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 4));
    private readonly byte[][] _rows = [.. Enumerable.Range(0, Rows).Select(_ => new byte[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 4))])];
    private int _seen;

    public int Estimate(int key)
    {
        int least = Most;
        for (var row = 0; row < Rows; row++) least = Math.Min(least, _rows[row][Place(key, row)]);
        return least;
    }

    public void Add(int key)
    {
        for (var row = 0; row < Rows; row++)
        {
            ref var counter = ref _rows[row][Place(key, row)];
            if (counter < Most) counter++;
        }

        if (++_seen < 10 * capacity) return;
        _seen /= 2;
        foreach (var row in _rows)
            for (var at = 0; at < row.Length; at++) row[at] >>= 1;
    }

    private int Place(int key, int row)
    {
        var mixed = ((ulong)key + 1) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93UL;
        return (int)((mixed >> (row * 16)) ^ (mixed >> 40)) & (_width - 1);
    }
}
