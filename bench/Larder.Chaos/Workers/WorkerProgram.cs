using System.Net;
using System.Net.Sockets;
using Larder.Chaos.Protocol;
using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>One process of the fleet: a cache, and what it is told to do with it. It ends when its parent does.</summary>
internal static class WorkerProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = WorkerSettings.Parse(arguments);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, settings.SourcePort);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var source = new SourceClient(settings.SourcePort);
        var log = new OperationLog(stream, settings.Process);
        var tested = CacheUnderTest.Open(settings, log);
        var hello = new byte[Wire.OrderSize];
        Wire.WriteOrder(hello, Wire.Reports, settings.Process);
        await stream.WriteAsync(hello);
        log.Start();
        try
        {
            await ObeyAsync(stream, log, new Obedience(tested.Cache, source, log, settings.Process));
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The parent ended, and with it this process, whatever is still under way.
        }
        return 0;
    }

    private static async Task ObeyAsync(NetworkStream stream, OperationLog log, Obedience obedience)
    {
        var order = new byte[Wire.OrderSize];
        while (true)
        {
            await stream.ReadExactlyAsync(order);
            var (kind, number) = Wire.ReadOrder(order);
            var start = Clock.Now;
            await obedience.CarryOutAsync((OrderKind)kind, number);
            log.Add(OperationKind.Done, number, start);
            await log.FlushAsync();
        }
    }
}
