using Larder.Resp.Client;
using Larder.Resp.Configuration;
using Larder.Support;

namespace Larder.Resp.Tests.Client;

/// <summary>Clients of tests, with patience for a busy machine.</summary>
internal static class Clients
{
    public static async Task<RespClient> ConnectAsync(RedisServer server) => await RespClient.ConnectAsync(Options(server.Url));

    public static RespOptions Options(string url) => RespOptions.Parse(url) with { CommandTimeout = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(20) };
}
