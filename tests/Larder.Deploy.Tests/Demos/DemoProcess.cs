using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Larder.Deploy.Tests.Support;
using Larder.Support;

namespace Larder.Deploy.Tests.Demos;

/// <summary>A demo as a person starts it.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Folder _data = new("larder-demo-test-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };

    private DemoProcess(string[] arguments)
    {
        string[] small = ["--Storefront:DataDirectory", _data.Path, "--Larder:Sqlite:Path", _data.PathOf("cache.db"), "--Storefront:Products", "200", "--Storefront:Orders", "500"];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Demos.dll"), .. arguments, .. small])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in (string[])["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "REDIS_URL"]) start.Environment.Remove(inherited);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public static async Task<DemoProcess> StartAsync(string until, params string[] arguments)
    {
        var demo = new DemoProcess(arguments);
        await demo.SaysAsync(until);
        return demo;
    }

    public Task SaysAsync(string what) => Eventually.HoldsAsync(
        () => Output.Contains(what, StringComparison.Ordinal) || (_process.HasExited ? throw new InvalidOperationException($"The demo ended: {Output}") : false), Patience, $"the demo says {what}");

    /// <summary>What stands behind a word at the beginning of a line.</summary>
    public string[] Named(string word) => Regex.Match(Output, $@"^  {word}\s+(.+)$", RegexOptions.Multiline).Groups[1].Value.Split(' ');

    public Task<string> GetAsync(int port) => _client.GetStringAsync($"http://127.0.0.1:{port}/");

    /// <summary>What the lab of a shop says of a change there and of the others.</summary>
    public async Task<JsonElement> CoherenceAsync(int port)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/lab/api/coherence?product=7") { Headers = { { "X-Lab", "1" } } };
        using var answer = await _client.SendAsync(call);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public void Type(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Says a line to the control socket; all that is answered up to ok or error.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(string line)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Named("Control")[0]));
        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream) { NewLine = "\n", AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync(line);
        var answers = new List<string>();
        while (await reader.ReadLineAsync() is { } answer)
        {
            answers.Add(answer);
            if (answer == "ok" || answer.StartsWith("error", StringComparison.Ordinal)) break;
        }

        return answers;
    }

    /// <summary>The ports that servers listen on whose state is this, e.g. <c>primary up</c>.</summary>
    public async Task<int[]> PortsAsync(string state) =>
        [.. (await TellAsync("state")).Where(line => line.EndsWith(state, StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];

    /// <summary>Ctrl-C; the code with which it ended.</summary>
    public async Task<int> InterruptAsync()
    {
        SendSignal("-INT");
        await _process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Until nobody listens on these ports.</summary>
    public static Task AreClosedAsync(IEnumerable<int> ports) => Eventually.HoldsAsync(() => ports.All(IsClosed), what: "nobody listens on the ports");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) SendSignal("-TERM");
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _data.Dispose();
    }

    private static bool IsClosed(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private void SendSignal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}
