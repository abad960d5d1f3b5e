using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Storefront.Tests.Support;

/// <summary>The storefront as a process of its own, as a person starts it.</summary>
internal sealed partial class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ShopProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it wrote, line by line.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    public string Errors => string.Join('\n', _errors);

    public string Address => AddressPattern().Match(string.Join('\n', _output)).Groups[1].Value;

    public static ShopProcess Start(DataFolder folder, params string[] arguments) => Start(folder, [], arguments);

    public static ShopProcess Start(DataFolder folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Storefront.dll"));
        foreach (var argument in (string[])
            ["--Storefront:DataDirectory", folder.Path, "--Storefront:Products", "300", "--Storefront:Orders", "3000", "--Storefront:HeavySeconds", "0.2", "--Storefront:WarmUp", "false", .. arguments])
            start.ArgumentList.Add(argument);

        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("REDIS_URL");
        start.Environment["Larder__Sqlite__Path"] = folder.CacheFile;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ShopProcess(new Process { StartInfo = start });
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task ListensAsync() => await SaysAsync("Ctrl-C to stop");

    public async Task SaysAsync(string line) => await Eventually.HoldsAsync(
        () =>
        {
            if (_process.HasExited && !Says(line)) Assert.Fail($"The shop ended without saying \"{line}\": {string.Join('\n', _output)}\n{Errors}");
            return Task.FromResult(Says(line));
        },
        $"the shop says \"{line}\"");

    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).Dispose();

    public void Kill() => _process.Kill();

    public async Task<int> EndsAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private bool Says(string line) => _output.Any(said => said.Contains(line, StringComparison.Ordinal));

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    [GeneratedRegex(@"Shop\s+(http://\S+)")]
    private static partial Regex AddressPattern();
}
