using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Larder.Figures.Page;

/// <summary>A storefront as a process of its own, on a free port.</summary>
internal sealed class StorefrontProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private StorefrontProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public static Task<StorefrontProcess> StartAsync(string dataDirectory, string cacheFile, CancellationToken cancellationToken) =>
        StartAsync(dataDirectory, cacheFile, [], cancellationToken);

    /// <summary>The same with further arguments.</summary>
    public static async Task<StorefrontProcess> StartAsync(
        string dataDirectory, string cacheFile, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            AssemblyPath(), "--urls", $"http://127.0.0.1:{port}", "--Storefront:DataDirectory", dataDirectory, "--Larder:Sqlite:Path", cacheFile,
            "--Storefront:Figures", "true", "--Logging:LogLevel:Default", "Warning", .. more,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _ = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var storefront = new StorefrontProcess(process, new Uri($"http://127.0.0.1:{port}"));
        var startedAt = Stopwatch.GetTimestamp();
        while (!await storefront.AnswersAsync(cancellationToken))
        {
            if (process.HasExited) throw new InvalidOperationException($"The storefront ended with {process.ExitCode}: {await errors}");
            if (Stopwatch.GetElapsedTime(startedAt) > StartsWithin) throw new TimeoutException($"The storefront did not answer within {StartsWithin}.");
            await Task.Delay(50, cancellationToken);
        }

        return storefront;
    }

    public async Task<long> QueriesAsync(CancellationToken cancellationToken) =>
        (await Client.GetFromJsonAsync<Totals>("/api/queries", cancellationToken))!.Queries;

    public async Task<long> ComputationsAsync(CancellationToken cancellationToken) =>
        (await Client.GetFromJsonAsync<Totals>("/api/heavy/computations", cancellationToken))!.Computations;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync("/api/queries", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Both are built into the same artifacts folder, in the same configuration.</summary>
    private static string AssemblyPath()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "Storefront", own.Name, "Storefront.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Totals(long Queries, long Computations);
}
