using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Larder.Figures.Page;

/// <summary>Asks for pages and takes their time.</summary>
internal static partial class Samples
{
    /// <exception cref="InvalidOperationException">The page does not say how long its data took.</exception>
    public static async Task<Sample> AskAsync(StorefrontProcess storefront, string path, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var response = await storefront.Client.GetAsync(path, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var request = Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
        var timing = string.Join(", ", response.Headers.GetValues("Server-Timing"));
        var data = DataDuration().Match(timing);
        if (!data.Success) throw new InvalidOperationException($"{path} has no entry data in Server-Timing: {timing}");
        return new Sample(double.Parse(data.Groups[1].Value, CultureInfo.InvariantCulture), request);
    }

    [GeneratedRegex(@"(?:^|,\s*)data;dur=([0-9.]+)")]
    private static partial Regex DataDuration();
}
