using System.Net;
using System.Net.Sockets;

namespace Larder.Support;

/// <summary>One connection that goes through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxiedConnection(Socket client, ProxyFaults toServer, ProxyFaults toClient)
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async Task RunAsync(int target, CancellationToken ended)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), ended);
            await Task.WhenAll(PassAsync(client, _server, toServer, ended), PassAsync(_server, client, toClient, ended));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side went away: so does the other.
        }
        Reset();
    }

    /// <summary>RST to both sides.</summary>
    public void Reset()
    {
        foreach (var socket in (Socket[])[client, _server])
        {
            try
            {
                socket.LingerState = new(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }
            socket.Dispose();
        }
    }

    public void EndTowardsClient() => End(client);

    private static async Task PassAsync(Socket from, Socket to, ProxyFaults faults, CancellationToken ended)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, ended) is var count and > 0)
        {
            if (faults.Delay > TimeSpan.Zero) await Task.Delay(faults.Delay, ended);
            if (faults.Swallows) continue;
            var step = faults.CutsIntoBytes ? 1 : count;
            for (var sent = 0; sent < count; sent += step) await to.SendAsync(buffer.AsMemory(sent, Math.Min(step, count - sent)), ended);
        }
        End(to);
    }

    private static void End(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
