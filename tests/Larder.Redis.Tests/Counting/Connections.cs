using Larder.Redis.Hosting;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>The connection that counters have.</summary>
internal static class Connections
{
    /// <summary>Until the servers answer: commands before the first connection fail at once.</summary>
    public static Task AreUpAsync(IServiceProvider process) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            return await process.GetRequiredKeyedService<CountingConnection>("").Client.PingAsync();
        }
        catch (RespException)
        {
            return false;
        }
    });
}
