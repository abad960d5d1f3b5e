using System.Globalization;
using Larder.HitRate.Traces;

namespace Larder.Figures.Engine;

/// <summary>
/// The lookups of the hit figures: 10,000 keys, drawn by Zipf's law with exponent 0.99. The strings that are looked up are equal to those that
/// were put in, and other objects, as keys that are composed for each request are.
/// </summary>
internal static class Workload
{
    public const int Keys = 10_000;

    private const int Draws = 1 << 16;

    public static string[] Names(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => string.Create(CultureInfo.InvariantCulture, $"product:{number:00000000}"))];

    public static string[] Lookups(string[] names)
    {
        var zipf = new Zipf(names.Length, 0.99, new Random(7));
        string[] others = [.. names.Select(static name => new string(name.AsSpan()))];
        return [.. Enumerable.Range(0, Draws).Select(_ => others[zipf.Next()])];
    }
}
