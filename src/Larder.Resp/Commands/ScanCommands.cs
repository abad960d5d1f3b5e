using System.Runtime.CompilerServices;

namespace Larder.Resp.Commands;

/// <summary>SCAN as a sequence, step by step: a server is never held up.</summary>
public static class ScanCommands
{
    /// <summary>
    /// Keys of one server. Complete for keys that are there from the first step to the last; a key may come twice. A client gives each of its
    /// nodes in turn.
    /// </summary>
    public static async IAsyncEnumerable<string> ScanAsync(
        this IRespExecutor redis, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (redis is IScanned many)
        {
            foreach (var node in many.ScannedNodes)
                await foreach (var key in ScanAsync(node, options, cancellationToken).ConfigureAwait(false)) yield return key;
            yield break;
        }
        options ??= new ScanOptions();
        var cursor = "0";
        do
        {
            var page = await redis.ExecuteAsync(Step(new Command("SCAN").Arg(cursor), options), Replies.Value, cancellationToken).ConfigureAwait(false);
            cursor = page.Items[0].AsString() ?? "0";
            foreach (var key in page.Items[1].Items) yield return key.AsString() ?? "";
        }
        while (cursor != "0");
    }

    /// <summary>The fields of a hash, members of a set, or members of a sorted set: HSCAN, SSCAN, ZSCAN. A field comes with its value, a member with its score.</summary>
    public static async IAsyncEnumerable<RespValue> ScanKeyAsync(
        this IRespExecutor redis, string command, string key, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new ScanOptions();
        var cursor = "0";
        do
        {
            var page = await redis.ExecuteAsync(Step(new Command(command).Key(key).Arg(cursor), options), Replies.Value, cancellationToken).ConfigureAwait(false);
            cursor = page.Items[0].AsString() ?? "0";
            foreach (var item in page.Items[1].Items) yield return item;
        }
        while (cursor != "0");
    }

    private static Command Step(Command command, ScanOptions options)
    {
        if (options.Pattern is { } pattern) command = command.Arg("MATCH").Arg(pattern);
        command = command.Arg("COUNT").Arg(options.Step);
        return options.Type is { } type ? command.Arg("TYPE").Arg(type) : command;
    }
}
