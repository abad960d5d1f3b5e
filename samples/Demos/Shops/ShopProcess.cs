using System.Diagnostics;
using System.Globalization;

namespace Demos.Shops;

/// <summary>
/// A shop as a process. A shell stands beside it and holds a pipe to this process: when that breaks, because this process ended in whatever way, the shell asks
/// the shop to end.
/// </summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    // A background command reads nothing unless it is told from where.
    private const string Script = "exec 3<&0; \"$@\" </dev/null & shop=$!; { read -r keep; kill -TERM $shop 2>/dev/null; } <&3 & wait $shop; code=$?; kill $! 2>/dev/null; exit $code";

    private readonly Process _shell;
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ShopProcess(Process shell) => _shell = shell;

    /// <summary>Done when the shop answers.</summary>
    public Task IsUp => _isUp.Task;

    /// <summary>Starts a shop and hands on what it writes.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="arguments">What the shop is told besides.</param>
    /// <param name="write">Gets each line.</param>
    public static ShopProcess Start(int port, IEnumerable<string> arguments, Action<string> write)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Storefront.dll"), "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments];
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "shop", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        var shop = new ShopProcess(new Process { StartInfo = start });
        shop._shell.OutputDataReceived += (_, line) => shop.Take(line.Data, write);
        shop._shell.ErrorDataReceived += (_, line) => shop.Take(line.Data, write);
        shop._shell.Start();
        shop._shell.BeginOutputReadLine();
        shop._shell.BeginErrorReadLine();
        return shop;
    }

    /// <summary>Until it has ended.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => _shell.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private void Take(string? line, Action<string> write)
    {
        if (line is null) return;
        write(line);
        if (line.StartsWith("Ctrl-C to stop", StringComparison.Ordinal)) _isUp.TrySetResult();
    }
}
