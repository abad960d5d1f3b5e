using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Larder.Support;

namespace Larder.Deploy.Tests.Support;

/// <summary>The shop as the image starts it: its program alone, told by variables what the compose file tells it.</summary>
internal sealed partial class ShopProcess : IAsyncDisposable
{
    private readonly Folder _data = new("larder-shop-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };

    private ShopProcess(string program, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "Storefront.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = program,
        };
        foreach (var inherited in (string[])["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "REDIS_URL", "REDIS_PASSWORD"]) start.Environment.Remove(inherited);
        start.Environment["Storefront__DataDirectory"] = _data.Path;
        start.Environment["Larder__Sqlite__Path"] = _data.PathOf("cache.db");
        start.Environment["Storefront__Products"] = "300";
        start.Environment["Storefront__Orders"] = "1000";
        foreach (var (name, value) in variables)
            if (value is not null) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
    }

    /// <summary>What it wrote, line by line.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    public string Address => AddressPattern().Match(string.Join('\n', _output)).Groups[1].Value;

    public string Port => new Uri(Address).Port.ToString(CultureInfo.InvariantCulture);

    public int Id => _process.Id;

    public static async Task<ShopProcess> StartAsync(string program, IReadOnlyDictionary<string, string?> variables)
    {
        var shop = new ShopProcess(program, variables);
        shop._process.OutputDataReceived += (_, line) => shop.Keep(line.Data);
        shop._process.ErrorDataReceived += (_, line) => shop.Keep(line.Data);
        shop._process.Start();
        shop._process.BeginOutputReadLine();
        shop._process.BeginErrorReadLine();
        await Eventually.HoldsAsync(shop.IsUp, TimeSpan.FromSeconds(60), "the shop is up");
        return shop;
    }

    public Task<string> GetAsync(string path) => _client.GetStringAsync(Address + path);

    public Task<HttpResponseMessage> AskAsync(string path) => _client.GetAsync(Address + path);

    public async Task<string> TypeOfAsync(string path)
    {
        using var answer = await _client.GetAsync(Address + path);
        return answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.ToString();
    }

    public async Task StopAsync()
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _data.Dispose();
    }

    private bool IsUp()
    {
        if (_process.HasExited) throw new InvalidOperationException($"The shop ended: {string.Join('\n', _output)}");
        return _output.Any(line => line.StartsWith("Ctrl-C to stop", StringComparison.Ordinal));
    }

    private void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }

    [GeneratedRegex(@"Shop\s+(http://\S+)")]
    private static partial Regex AddressPattern();
}
