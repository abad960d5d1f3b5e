namespace Larder.Figures;

/// <summary>Draws ranks 0 to count - 1, rank r with a weight of 1 / (r + 1)^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulated;
    private readonly Random _random;

    public Zipf(int count, double exponent, Random random)
    {
        _random = random;
        _cumulated = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++) _cumulated[rank] = sum += 1 / Math.Pow(rank + 1, exponent);
    }

    public int Next()
    {
        var at = Array.BinarySearch(_cumulated, _random.NextDouble() * _cumulated[^1]);
        return Math.Min(at < 0 ? ~at : at, _cumulated.Length - 1);
    }
}
