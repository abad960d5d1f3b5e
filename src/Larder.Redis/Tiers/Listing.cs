using System.Text;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Tiers;

/// <summary>
/// Names by SCAN, a page a step, one server after the other; never KEYS. The place to go on from names the server and its cursor, so that another
/// process can go on.
/// </summary>
internal sealed class Listing(RedisScope scope)
{
    private const int MostAtOnce = 1_000;

    private readonly OwnKeys _own = new(scope);

    public async ValueTask<ScanPage> ReadAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        var nodes = scope.Client.Nodes.OrderBy(NameOf, StringComparer.Ordinal).ToArray();
        var (at, cursor) = Find(nodes, resumeAt);
        if (at == nodes.Length) return new ScanPage([], null, 0);

        // The server matches bytes and we match characters: it is asked for the plain beginning only.
        var step = new Command("SCAN").Arg(cursor).Arg("MATCH").Arg(Glob.Escape(PlainBeginning(pattern)) + "*").Arg("COUNT").Arg(Math.Clamp(about, 1, MostAtOnce));
        var page = await nodes[at].Commands.ExecuteAsync(step, Replies.Value, cancellationToken).ConfigureAwait(false);
        var glob = new Glob(pattern);
        string[] names = [.. page.Items[1].Items.Select(static item => item.AsString() ?? "").Where(name => SlotKey.IsEntry(name) && glob.Matches(name))];
        var next = page.Items[0].AsString() is { } more and not "0" ? $"{NameOf(nodes[at])} {more}" : NextNode(nodes, at);
        return new ScanPage(await _own.AmongAsync(names, cancellationToken).ConfigureAwait(false), next, about);
    }

    /// <summary>Where to go on; at the next server if the one that was read is not there any more.</summary>
    private static (int At, string Cursor) Find(RespNode[] nodes, string? resumeAt)
    {
        if (resumeAt?.Split(' ') is not [var name, var cursor]) return (0, "0");
        var at = Array.FindIndex(nodes, node => string.CompareOrdinal(NameOf(node), name) >= 0);
        if (at < 0) return (nodes.Length, "0");
        return (at, NameOf(nodes[at]) == name ? cursor : "0");
    }

    private static string? NextNode(RespNode[] nodes, int at) => at + 1 < nodes.Length ? $"{NameOf(nodes[at + 1])} 0" : null;

    private static string NameOf(RespNode node) => node.EndPoint.ToString()!.Replace(' ', '_');

    private static string PlainBeginning(string pattern)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < pattern.Length && pattern[at] is not ('*' or '?' or '['); at++)
        {
            if (pattern[at] == '\\' && ++at == pattern.Length) break;
            plain.Append(pattern[at]);
        }

        return plain.ToString();
    }
}
