using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>The client as its users have it, with commands in a line.</summary>
internal static class TestClient
{
    // Generous: a loaded machine must not look like a dead server.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Task<RespClient> ConnectAsync(string address) => ConnectAsync(RespOptions.Parse(address) with { ConnectTimeout = Patience, CommandTimeout = Patience });

    public static async Task<RespClient> ConnectAsync(RespOptions options) => await RespClient.ConnectAsync(options, TestContext.Current.CancellationToken);

    public static async Task<string?> TextAsync(this RespClient client, Command command) => await client.ExecuteAsync(command, Replies.Text);

    public static async Task<RespValue> ValueAsync(this RespClient client, Command command) => await client.ExecuteAsync(command, Replies.Value);

    public static Task<string?> GetAsync(this RespClient client, string key) => client.TextAsync(new Command("GET").Key(key));

    public static Task<string?> SetAsync(this RespClient client, string key, string value) =>
        client.TextAsync(new Command("SET").Key(key).Arg(value).With(CommandTraits.Writes | CommandTraits.Idempotent));

    /// <summary>How a call failed; null if it did not.</summary>
    public static async Task<RespException?> FailureOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RespException e)
        {
            return e;
        }
    }
}
