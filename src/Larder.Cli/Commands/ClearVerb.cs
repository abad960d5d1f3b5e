using System.CommandLine;
using Larder.Cli.Output;
using Larder.Cli.Targets;
using Larder.Inspection;
using Larder.Tiers;

namespace Larder.Cli.Commands;

/// <summary>Removes entries of one cache, and nothing that lies beside them.</summary>
internal sealed class ClearVerb : Verb
{
    private const int Many = 1_000;
    private const int Sample = 10;

    private readonly Argument<string?> _pattern = new("PATTERN") { Description = "A glob: product:*", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _keys = Option<string[]>("--key", "KEY", "A key; may be there several times. -: from the standard input, a line each.");
    private readonly Option<string?> _tag = Option<string?>("--tag", "TAG", "Entries with this tag.");
    private readonly Option<string?> _prefix = Option<string?>("--prefix", "TEXT", "Entries whose keys begin so.");
    private readonly Option<bool> _all = Option<bool>("--all", null, "Everything of the cache. Counters, sessions and what others keep there stay.");
    private readonly Option<bool> _soft = Option<bool>("--soft", null, "Only make keys stale: an old value may be served while loading fails. With --key.");
    private readonly Option<bool> _dryRun = Option<bool>("--dry-run", null, "Show what would be removed, and remove nothing.");
    private readonly Option<bool> _yes = Option<bool>("--yes", null, "Do not ask.", "-y");

    public ClearVerb()
        : base("clear", "Removes entries: a pattern, a prefix, a tag, keys, or all. Asks first.")
    {
        Command.Add(_pattern);
        foreach (var option in (Option[])[_keys, _tag, _prefix, _all, _soft, _dryRun, _yes]) Command.Add(option);
    }

    protected override async Task<ExitCode> RunAsync(Call call)
    {
        var choice = ChoiceOf(call.Line);
        await using var target = call.Find();
        if (target.Owner is null)
            throw new CommandFailure(ExitCode.Usage, "LAR706 It is not known whose entries these are, and others may keep theirs in the same place.", "Say the application's name: --name shop. Its keys begin by it.");
        var isDry = call.Line.GetValue(_dryRun);
        if (isDry || !call.Line.GetValue(_yes))
        {
            var found = await PreviewAsync(target, choice, call.Cancelled).ConfigureAwait(false);
            foreach (var key in found.Keys) call.Terminal.Say($"  {Words.Safe(key)}");
            if (isDry) return Told(call, new RemovalAnswer(call.Terms.Cache, true, found.Count), $"{Amount(found)} would be removed.");
            if (!MayGoOn(call, target, choice, found)) throw new CommandFailure(ExitCode.Declined, "Nothing was removed.");
        }

        var answer = await RemoveAsync(call, target, choice).ConfigureAwait(false);
        Told(call, answer, answer.Count is { } count ? $"{call.Terminal.Good} {Words.Count(count)} removed" : $"{call.Terminal.Good} removed: none of them is served any more");
        if (!answer.Complete) call.Terminal.Say($"{call.Terminal.Warning} The shared tier does not answer. The application honours the removal and hands it on.");
        return answer.Complete ? ExitCode.Done : ExitCode.Partial;
    }

    private static ExitCode Told(Call call, RemovalAnswer answer, string text)
    {
        if (call.IsJson) JsonOutput.Write(call.Terminal, answer, JsonOutput.Contracts.RemovalAnswer);
        else call.Terminal.Say(text);
        return ExitCode.Done;
    }

    private Choice ChoiceOf(ParseResult line)
    {
        var (pattern, tag, prefix) = (line.GetValue(_pattern), line.GetValue(_tag), line.GetValue(_prefix));
        string[] keys = [.. (line.GetValue(_keys) ?? []).SelectMany(static key => key == "-" ? Lines() : [key])];
        var given = (pattern is null ? 0 : 1) + (tag is null ? 0 : 1) + (prefix is null ? 0 : 1) + (keys.Length == 0 ? 0 : 1) + (line.GetValue(_all) ? 1 : 0);
        if (given != 1) throw new CommandFailure(ExitCode.Usage, "LAR704 Say what to remove, in one way: PATTERN, --prefix, --tag, --key or --all.", "All of the cache: larder clear --all");
        if (line.GetValue(_soft) && keys.Length == 0) throw new CommandFailure(ExitCode.Usage, "LAR704 Only keys can be made stale: --soft --key KEY.");
        return new Choice(keys, tag, prefix is { } text ? Glob.Escape(text) + "*" : pattern, line.GetValue(_all));
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line)
            if (line.Length > 0) yield return line;
    }

    private static async Task<(IReadOnlyList<string> Keys, long Count, bool IsMore)> PreviewAsync(ITarget target, Choice choice, CancellationToken cancellationToken)
    {
        if (choice.Keys.Count > 0) return ([.. choice.Keys.Take(Sample)], choice.Keys.Count, false);
        var (sample, count, isMore) = (new List<string>(), 0L, false);
        await foreach (var page in KeysVerb.PagesAsync(target, new KeyQuery { Pattern = choice.Pattern ?? "*", Tag = choice.Tag }, Many + 1, cancellationToken).ConfigureAwait(false))
        {
            count += page.Keys.Count;
            sample.AddRange(page.Keys.Take(Sample - sample.Count).Select(static key => key.Key));
            isMore = page.Cursor is not null && count > Many;
        }

        return (sample, count, isMore);
    }

    // One key more is soon loaded again; thousands are a load that the source feels.
    private static bool MayGoOn(Call call, ITarget target, Choice choice, (IReadOnlyList<string> Keys, long Count, bool IsMore) found)
    {
        if (!call.MayAsk) throw new CommandFailure(ExitCode.Declined, $"{Amount(found)} would be removed, and there is nobody to ask. Nothing was removed.", "To remove without being asked: --yes");
        if (!choice.IsAll && found.Count <= Many)
            return Terminal.Ask($"Remove {Amount(found)} of {target.Owner}? [y/N] ")?.Trim().ToLowerInvariant() is "y" or "yes";
        const string Word = "clear";
        return Terminal.Ask($"{Amount(found)} of {target.Owner} would be loaded anew. Type {Word} to go on: ")?.Trim() == Word;
    }

    private static string Amount((IReadOnlyList<string> Keys, long Count, bool IsMore) found) => found.IsMore ? $"More than {Words.Count(Many)} entries" : $"{Words.Count(found.Count)} entries";

    private async Task<RemovalAnswer> RemoveAsync(Call call, ITarget target, Choice choice)
    {
        if (choice.IsAll) return await target.ClearAsync(call.Cancelled).ConfigureAwait(false);
        if (choice.Keys.Count == 0) return await target.RemoveAsync(new RemovalRequest { Tag = choice.Tag, Pattern = choice.Pattern }, call.Cancelled).ConfigureAwait(false);
        var sum = new RemovalAnswer(call.Terms.Cache, true, 0);
        foreach (var some in choice.Keys.Chunk(RemovalRequest.MostKeys))
        {
            var answer = call.Line.GetValue(_soft)
                ? await target.ExpireAsync(some, call.Cancelled).ConfigureAwait(false)
                : await target.RemoveAsync(new RemovalRequest { Keys = some }, call.Cancelled).ConfigureAwait(false);
            sum = sum with { Complete = sum.Complete && answer.Complete, Count = sum.Count + (answer.Count ?? 0) };
        }

        return sum;
    }

    private sealed record Choice(IReadOnlyList<string> Keys, string? Tag, string? Pattern, bool IsAll);
}
