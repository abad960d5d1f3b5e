using System.Net;
using Larder.Resp.Connections;

namespace Larder.Resp.Tests.Connections;

/// <summary>Connections of tests.</summary>
internal static class Opening
{
    public static ConnectionOptions Options(int port) => new()
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, port),
        CommandTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(20),
    };

    public static Task<RespConnection> OpenAsync(int port) => OpenAsync(Options(port));

    public static async Task<RespConnection> OpenAsync(ConnectionOptions options, IConnectionSink? sink = null) =>
        await RespConnection.OpenAsync(options, sink, CancellationToken.None);
}
