using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Larder.Cli.Output;
using Larder.Cli.Targets;
using Larder.Diagnostics;

namespace Larder.Cli.Commands;

/// <summary>What happens, as it happens.</summary>
internal sealed class MonitorVerb : Verb
{
    private readonly Option<string?> _key = Option<string?>("--key", "PATTERN", "Only of keys like this: product:*");
    private readonly Option<string?> _kinds = Option<string?>("--kinds", "LIST", "memoryhit, sharedhit, stalehit, miss, left, tierlost, tierback; with commas.");
    private readonly Option<int?> _sample = Option<int?>("--sample", "N", "One of so many reads.");
    private readonly Option<string?> _for = Option<string?>("--for", "TIME", "How long: 30s. Default: until Ctrl-C.");

    public MonitorVerb()
        : base("monitor", "Hits, misses and removals as they happen, in one application. --json: a document a line.")
    {
        foreach (var option in (Option[])[_key, _kinds, _sample, _for]) Command.Add(option);
    }

    protected override async Task<ExitCode> RunAsync(Call call)
    {
        await using var target = call.Find();
        var app = TargetFinder.RequireApp(target);
        using var over = call.Line.GetValue(_for) is { } text
            ? new CancellationTokenSource(GlobalOptions.TimeOf(text), TimeProvider.System)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, call.Cancelled);
        var (shown, lost) = (0L, 0L);
        try
        {
            await foreach (var item in app.EventsAsync(QueryOf(call.Line), either.Token).ConfigureAwait(false))
            {
                if (item.EventType == "event") shown += Show(call, item.Data) ? 1 : 0;
                if (item.EventType == "lost") lost += LostIn(item.Data);
                if (item.EventType == "bye") break;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // It was told when to end.
        }
        catch (Exception broken) when (broken is HttpRequestException or HttpIOException)
        {
            call.Terminal.Say("The application has ended.");
        }

        call.Terminal.Say($"{Words.Count(shown)} shown, {Words.Count(lost)} lost");
        return call.Cancelled.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    private string QueryOf(ParseResult line)
    {
        var query = new StringBuilder($"sample={(line.GetValue(_sample) ?? 1).ToString(CultureInfo.InvariantCulture)}");
        if (line.GetValue(_key) is { } key) query.Append("&pattern=").Append(Uri.EscapeDataString(key));
        if (line.GetValue(_kinds) is { } kinds) query.Append("&kinds=").Append(Uri.EscapeDataString(kinds));
        return query.ToString();
    }

    private static bool Show(Call call, string data)
    {
        if (JsonSerializer.Deserialize(data, JsonOutput.Contracts.CacheEvent) is not { } happened) return false;
        if (call.IsJson) call.Terminal.Line(JsonSerializer.Serialize(happened, JsonOutput.Contracts.CacheEvent));
        else call.Terminal.Line(call.Terminal.IsPerson ? ForPerson(happened) : ForScript(happened));
        call.Terminal.Data.Flush();
        return true;
    }

    private static string ForPerson(CacheEvent happened)
    {
        var reason = happened.Reason == MissReason.None ? "" : happened.Reason.ToString();
        var times = happened.Kind is CacheEventKind.Left or CacheEventKind.TierLost or CacheEventKind.TierBack ? "" : $"{Words.Time(happened.WaitedMs)} of {Words.Time(happened.LoadMs)}";
        return $"{happened.At.ToLocalTime():HH:mm:ss.fff}  {happened.Kind,-10} {Words.Safe(happened.Key.Length > 0 ? happened.Key : happened.Text ?? ""),-40} {reason,-16} {times}".TrimEnd();
    }

    private static string ForScript(CacheEvent happened) => string.Join(
        '\t', happened.At.ToString("O", CultureInfo.InvariantCulture), happened.Kind, Words.Safe(happened.Key), happened.Reason,
        happened.WaitedMs.ToString(CultureInfo.InvariantCulture), happened.LoadMs.ToString(CultureInfo.InvariantCulture));

    private static long LostIn(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.TryGetProperty("count", out var count) ? count.GetInt64() : 0;
    }
}
