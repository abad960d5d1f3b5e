using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Larder.Support;

/// <summary>
/// A port of this machine that nobody else of ours takes while this is held. The system gives outgoing connections none of this range, and a
/// locked file per port keeps the test processes of a machine apart; so nothing can step between the choice and the server's bind.
/// </summary>
public sealed class PortLease : IDisposable
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private readonly FileStream _lock;

    private PortLease(int number, FileStream held) => (Number, _lock) = (number, held);

    public int Number { get; }

    public static PortLease Take()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "larder-ports")).FullName;
        var start = Random.Shared.Next(Count);
        for (var step = 0; step < Count; step++)
            if (TryTake(folder, First + (start + step) % Count) is { } lease) return lease;
        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    public void Dispose() => _lock.Dispose();

    private static PortLease? TryTake(string folder, int port)
    {
        FileStream held;
        try
        {
            var path = Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture));
            held = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (IsFree(port)) return new(port, held);
        held.Dispose();
        return null;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
