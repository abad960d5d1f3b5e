using System.Diagnostics;
using System.Globalization;
using Larder.Support;

namespace Storefront.Browser.Support;

/// <summary>A storefront as users start it: a process of its own on a port of this machine, with little data.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private readonly PortLease _port = PortLease.Take();
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ShopProcess(string folder, string[] settings)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}"));
        _process = new Process { StartInfo = Start(folder, settings) };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Address { get; }

    /// <summary>What it wrote so far, for a failure's text.</summary>
    public string Output
    {
        get
        {
            lock (_lines) return string.Join(Environment.NewLine, _lines);
        }
    }

    /// <param name="folder">Its data and its cache's file; shops in one folder are instances of one application.</param>
    /// <param name="settings">Further arguments: <c>--Name=value</c>.</param>
    public static async Task<ShopProcess> StartAsync(string folder, params string[] settings)
    {
        var shop = new ShopProcess(folder, settings);
        shop._process.Start();
        shop._process.BeginOutputReadLine();
        shop._process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = shop.Address };
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(client))
        {
            if (shop._process.HasExited || Stopwatch.GetElapsedTime(started) > StartsWithin)
                throw new InvalidOperationException($"The shop did not start: {shop.Output}");
            await Task.Delay(50);
        }

        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _port.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/api/products/1");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ProcessStartInfo Start(string folder, string[] settings)
    {
        // Both are built into one artifacts folder, in one configuration.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Storefront", own.Name, "Storefront.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            program, "--urls", Address.ToString(), $"--Storefront:DataDirectory={folder}", $"--Larder:Sqlite:Path={Path.Combine(folder, "cache.db")}",
            "--Storefront:Products=300", "--Storefront:Orders=3000", "--Storefront:HeavySeconds=0.3", "--Larder:SharedTier=sqlite", "--environment=Development", .. settings,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Whatever this machine's environment says of a Redis.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("REDIS_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
