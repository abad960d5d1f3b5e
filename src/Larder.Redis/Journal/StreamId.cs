using System.Globalization;

namespace Larder.Redis.Journal;

/// <summary>The id of a stream's entry, milliseconds and a number, and the version that it stands for: both in one number that grows as ids do.</summary>
internal readonly record struct StreamId(long Milliseconds, long Number)
{
    private const int NumberBits = 20;
    private const long MostNumber = (1L << NumberBits) - 1;

    public long Version => (Milliseconds << NumberBits) | Math.Min(Number, MostNumber);

    public static StreamId OfVersion(long version) => new(version >> NumberBits, version & MostNumber);

    public static StreamId Parse(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return new StreamId(
            long.Parse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Number}");
}
