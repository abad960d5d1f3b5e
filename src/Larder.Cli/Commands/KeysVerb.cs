using System.CommandLine;
using Larder.Cli.Output;
using Larder.Cli.Targets;
using Larder.Inspection;

namespace Larder.Cli.Commands;

/// <summary>Which keys there are.</summary>
internal sealed class KeysVerb : Verb
{
    private const int PageSize = 1_000;

    private readonly Argument<string?> _pattern = new("PATTERN") { Description = "A glob: product:*, user:?, [a-c]*. Default: all.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _prefix = Option<string?>("--prefix", "TEXT", "Keys that begin so.");
    private readonly Option<string?> _tag = Option<string?>("--tag", "TAG", "Keys with this tag.");
    private readonly Option<string?> _tier = Option<string?>("--tier", "TIER", "memory or shared; default: both.");
    private readonly Option<int?> _limit = Option<int?>("--limit", "N", "How many; default 100.");
    private readonly Option<bool> _all = Option<bool>("--all", null, "All of them.");
    private readonly Option<bool> _count = Option<bool>("--count", null, "Only how many.");
    private readonly Option<bool> _zero = Option<bool>("--null", null, "Keys alone as they are, each ended by a zero byte, for xargs -0.", "-0");

    public KeysVerb()
        : base("keys", "Which keys there are. Redis is asked by SCAN, never by KEYS.")
    {
        Command.Add(_pattern);
        foreach (var option in (Option[])[_prefix, _tag, _tier, _limit, _all, _count, _zero]) Command.Add(option);
    }

    protected override async Task<ExitCode> RunAsync(Call call)
    {
        var (line, terminal) = (call.Line, call.Terminal);
        var query = QueryOf(line);
        var most = line.GetValue(_all) || line.GetValue(_count) ? long.MaxValue : Math.Max(1, line.GetValue(_limit) ?? 100);
        await using var target = call.Find();
        var (seen, written, last) = (0L, new List<ListedKey>(), (KeyPage?)null);
        await foreach (var page in PagesAsync(target, query, most, call.Cancelled).ConfigureAwait(false))
        {
            var keys = page.Keys.Take((int)Math.Min(int.MaxValue, most - seen)).ToArray();
            last = page;
            if (call.IsJson && !line.GetValue(_count)) written.AddRange(keys);
            else if (line.GetValue(_zero)) WriteRaw(terminal, keys);
            else if (!line.GetValue(_count)) Write(terminal, keys, (int)Math.Min(seen, 1));
            seen += keys.Length;
        }

        if (last is { SharedAnswered: false }) terminal.Say($"{terminal.Warning} The shared tier does not answer; these are the keys of memory.");
        if (call.IsJson) JsonOutput.Write(terminal, new KeyPage(written, seen >= most ? last?.Cursor : null, line.GetValue(_count) ? seen : last?.Scanned ?? 0, last?.SharedAnswered ?? true), JsonOutput.Contracts.KeyPage);
        else if (line.GetValue(_count)) terminal.Line(seen.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (terminal.IsPerson) terminal.Say(last?.Cursor is null ? $"{Words.Count(seen)} keys" : $"{Words.Count(seen)} keys, and there are more: --all");
        return seen == 0 && (line.GetValue(_pattern) ?? line.GetValue(_prefix) ?? line.GetValue(_tag)) is not null ? ExitCode.NotFound : ExitCode.Done;
    }

    private KeyQuery QueryOf(ParseResult line)
    {
        var (pattern, prefix) = (line.GetValue(_pattern), line.GetValue(_prefix));
        if (pattern is not null && prefix is not null) throw new CommandFailure(ExitCode.Usage, "LAR704 Give a pattern or a prefix.");
        return new KeyQuery
        {
            Pattern = prefix is not null ? Tiers.Glob.Escape(prefix) + "*" : pattern ?? "*",
            Tag = line.GetValue(_tag),
            Places = line.GetValue(_tier) switch
            {
                null or "all" => KeyPlaces.Memory | KeyPlaces.Shared,
                "memory" => KeyPlaces.Memory,
                "shared" => KeyPlaces.Shared,
                _ => throw new CommandFailure(ExitCode.Usage, "LAR704 A tier is memory, shared or all."),
            },
        };
    }

    /// <summary>Page after page, until there are so many.</summary>
    public static async IAsyncEnumerable<KeyPage> PagesAsync(
        ITarget target, KeyQuery query, long most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (seen, cursor) = (0L, (string?)null);
        do
        {
            var page = await target.KeysAsync(query with { Cursor = cursor, Limit = (int)Math.Clamp(most - seen, 1, PageSize) }, cancellationToken).ConfigureAwait(false);
            yield return page;
            (seen, cursor) = (seen + page.Keys.Count, page.Cursor);
        }
        while (cursor is not null && seen < most);
    }

    private static void Write(Terminal terminal, IReadOnlyList<ListedKey> keys, int first)
    {
        var table = new Table("KEY", "STATE", "FRESH FOR", "SIZE", "TIERS");
        foreach (var key in keys)
        {
            table.Add(
                Words.Safe(key.Key), key.State.ToString().ToLowerInvariant(), key.FreshForMs is { } ms ? Words.Time(ms) : "-",
                key.Bytes is { } bytes ? terminal.IsPerson ? Words.Bytes(bytes) : $"{bytes}" : "-", key.Places.ToString().ToLowerInvariant().Replace(", ", "+", StringComparison.Ordinal));
        }

        if (keys.Count > 0) table.Write(terminal, first);
    }

    private static void WriteRaw(Terminal terminal, IReadOnlyList<ListedKey> keys)
    {
        foreach (var key in keys)
        {
            terminal.Data.Write(key.Key);
            terminal.Data.Write('\0');
        }
    }
}
