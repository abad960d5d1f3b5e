namespace Storefront.Lab.Visiting;

/// <summary>Which product a visitor looks at: the second as often as half of the first, the third as a third, as in shops.</summary>
/// <param name="count">How many products there are; of more than a thousand, only the first thousand are looked at.</param>
internal sealed class ZipfProducts(int count)
{
    private const int Most = 1_000;

    private readonly double[] _upTo = Sums(Math.Min(count, Most));

    /// <summary>The number of a product, from 1.</summary>
    public int Next(Random chance)
    {
        var at = Array.BinarySearch(_upTo, chance.NextDouble() * _upTo[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, _upTo.Length - 1) + 1;
    }

    private static double[] Sums(int count)
    {
        var sums = new double[count];
        for (var at = 0; at < count; at++) sums[at] = (at > 0 ? sums[at - 1] : 0) + 1.0 / (at + 1);
        return sums;
    }
}
