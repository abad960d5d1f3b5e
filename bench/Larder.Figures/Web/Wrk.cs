using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Larder.Figures.Web;

/// <summary>The load tool wrk, with one thread and 32 connections.</summary>
internal static partial class Wrk
{
    private const int Seconds = 4;

    /// <summary>How many requests a second were answered.</summary>
    /// <exception cref="InvalidOperationException">wrk is missing, or a request failed.</exception>
    public static async Task<double> RunAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        var said = await SaidAsync($"-t1 -c32 -d{Seconds}s {new Uri(address, path)}", cancellationToken);
        if (Failures().Match(said) is { Success: true } failed) throw new InvalidOperationException($"Requests of {path} failed: {failed.Value}");
        var rate = Rate().Match(said);
        return rate.Success ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"wrk told no rate: {said}");
    }

    private static async Task<string> SaidAsync(string arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return said;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("wrk is missing. Install it: sudo apt-get install -y wrk");
        }
    }

    [GeneratedRegex(@"Requests/sec:\s*([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Socket errors:.*|Non-2xx.*")]
    private static partial Regex Failures();
}
