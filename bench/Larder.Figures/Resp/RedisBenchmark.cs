using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Larder.Figures.Resp;

/// <summary>The server's own load generator, one connection.</summary>
internal static partial class RedisBenchmark
{
    public static async Task<double> GetsPerSecondAsync(int port, string key, int inFlight, int operations)
    {
        using var process = Process.Start(new ProcessStartInfo("redis-benchmark", $"-p {port} -c 1 -P {inFlight} -n {operations} -q GET {key}") { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("redis-benchmark did not start.");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(Result().Matches(text).Last().Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"([\d.]+) requests per second")]
    private static partial Regex Result();
}
