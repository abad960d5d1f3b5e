using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Lab.Failover;

/// <summary>
/// Asks whoever runs the servers of the demonstration to stop or start one: a line of text to a Unix socket, <c>stop 7001</c> or <c>start 7001</c>, and a line
/// that answers.
/// </summary>
internal sealed class NodeControl(IOptions<StorefrontOptions> options, TimeProvider clock)
{
    private const int Longest = 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly string _path = options.Value.Failover.Control;

    /// <summary>Whether there is somebody to ask.</summary>
    public bool IsThere => _path.Length > 0 && File.Exists(_path);

    /// <returns>What was answered; or why there is no answer.</returns>
    public async Task<string> AskAsync(string command, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken);
            await socket.SendAsync(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{command} {port}\n")), cancellationToken);
            var answer = new byte[Longest];
            var length = await socket.ReceiveAsync(answer, SocketFlags.None, cancellationToken).AsTask().WaitAsync(Patience, clock, cancellationToken);
            return Encoding.UTF8.GetString(answer.AsSpan(0, length)).Trim();
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            return $"{_path} does not answer: {failure.Message}";
        }
    }
}
