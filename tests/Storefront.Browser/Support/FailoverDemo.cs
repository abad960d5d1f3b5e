using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Larder.Support;

namespace Storefront.Browser.Support;

/// <summary>What <c>make failover-demo</c> starts: a shop, a primary, a replica, a sentinel, and the socket by which they are stopped and started.</summary>
internal sealed class FailoverDemo : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("demo-").FullName;
    private readonly PortLease _port = PortLease.Take();
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private FailoverDemo()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}"));
        _process = new Process { StartInfo = Start() };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Address { get; }

    public string Primary => Named("Primary");

    public string Replica => Named("Replica");

    private string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    public static async Task<FailoverDemo> StartAsync()
    {
        var demo = new FailoverDemo();
        demo._process.Start();
        demo._process.BeginOutputReadLine();
        demo._process.BeginErrorReadLine();
        await Eventually.HoldsAsync(
            () => demo.Output.Contains("Ctrl-C ends everything.", StringComparison.Ordinal) || (demo._process.HasExited ? throw new InvalidOperationException(demo.Output) : false),
            StartsWithin, "the demo is up");
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        // It ends what it started.
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _port.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Named(string word) => Regex.Match(Output, $@"^  {word}\s+(\S+)$", RegexOptions.Multiline).Groups[1].Value;

    private ProcessStartInfo Start()
    {
        // Built beside these tests.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Demos", own.Name, "Demos.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        string[] arguments =
        [
            program, "failover", "--port", _port.Number.ToString(CultureInfo.InvariantCulture), $"--Storefront:DataDirectory={_folder}",
            $"--Larder:Sqlite:Path={Path.Combine(_folder, "cache.db")}", "--Storefront:Products=200", "--Storefront:Orders=500",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "REDIS_URL"]) start.Environment.Remove(name);
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
