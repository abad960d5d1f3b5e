namespace Larder.HitRate.Traces;

/// <summary>Draws numbers whose frequency falls with their rank, as requests for pages do.</summary>
public sealed class Zipf
{
    private readonly double[] _upTo;
    private readonly Random _random;

    /// <param name="numbers">How many numbers there are, from 0; 0 is the most frequent.</param>
    /// <param name="exponent">How steeply the frequency falls: that of rank r, counted from 1, is as r to the power of minus this.</param>
    /// <param name="random">Where chance comes from.</param>
    public Zipf(int numbers, double exponent, Random random)
    {
        _random = random;
        _upTo = new double[numbers];
        var sum = 0.0;
        for (var rank = 0; rank < numbers; rank++) _upTo[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    /// <summary>The next number.</summary>
    public int Next()
    {
        var at = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
        return Math.Min(at < 0 ? ~at : at, _upTo.Length - 1);
    }
}
