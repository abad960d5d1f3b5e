using System.Globalization;
using Larder.Support;

namespace Demos.Nodes;

/// <summary>What servers say of themselves.</summary>
internal static class NodeStates
{
    public static async Task<IReadOnlyList<string>> OfAsync(IEnumerable<RedisServer> servers) => await Task.WhenAll(servers.Select(LineAsync));

    public static RedisServer Find(IEnumerable<RedisServer> servers, int port) =>
        servers.FirstOrDefault(server => server.Port == port) ?? throw new InvalidOperationException($"No server has the port {port}.");

    public static async Task StopAsync(RedisServer server)
    {
        if (server.ProcessId == 0) throw new InvalidOperationException($"{server.Port} is down.");
        await server.StopAsync();
    }

    private static async Task<string> LineAsync(RedisServer server)
    {
        var role = await RoleAsync(server);
        return string.Create(CultureInfo.InvariantCulture, $"{server.Port} {role} {(role == "-" ? "down" : "up")}");
    }

    private static async Task<string> RoleAsync(RedisServer server)
    {
        if (server.ProcessId == 0) return "-";
        try
        {
            return await server.CallAsync("ROLE") is object?[] { Length: > 0 } role ? role[0] is "master" ? "primary" : "replica" : "-";
        }
        catch (IOException)
        {
            // It ended a moment ago, by another hand than ours.
            return "-";
        }
    }
}
