using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Larder.Diagnostics;
using Larder.Inspection;
using Larder.Tiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Larder.AspNetCore.Admin;

/// <summary>What happens to a cache, as it happens.</summary>
internal sealed class EventRoutes(TimeProvider time)
{
    private const int MostListeners = 32;
    private const int MostLost = 10_000;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private int _listeners;

    public IEnumerable<AdminRoute> All => [AdminRoute.Look("/events", AdminRole.Viewer, ListenAsync)];

    private async Task ListenAsync(AdminCall call)
    {
        var inspector = call.CacheOf(call.Text("cache") ?? "");
        var filter = FilterOf(call);
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            throw new AdminRefusal(StatusCodes.Status503ServiceUnavailable, $"{MostListeners} listen already, which is all that there is room for.");
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Get<IHostApplicationLifetime>().ApplicationStopping);
            await TypedResults.ServerSentEvents(TellAsync(inspector, filter, end.Token)).ExecuteAsync(call.Context).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    private async IAsyncEnumerable<SseItem<string>> TellAsync(CacheInspector inspector, LiveFilter filter, [EnumeratorCancellation] CancellationToken end)
    {
        using var events = inspector.Listen(filter);
        yield return Told("hello", $$"""{"schema":"larder.events/1","oneOf":{{filter.OneOf}}}""");
        var lost = 0L;
        while (!end.IsCancellationRequested)
        {
            var isQuiet = !await AnyAsync(events, end).ConfigureAwait(false);
            if (end.IsCancellationRequested) break;
            if (isQuiet) yield return Told("ping", "{}");
            while (events.TryTake(out var happened)) yield return Told("event", JsonSerializer.Serialize(happened, InspectionJson.Default.CacheEvent));
            if (events.Lost == lost) continue;
            var missed = events.Lost - lost;
            lost = events.Lost;
            yield return Told("lost", $$"""{"count":{{missed}}}""");
            if (missed > MostLost)
            {
                yield return Told("bye", """{"reason":"You read too slowly. Ask for fewer: by kind, by pattern, or one of many."}""");
                yield break;
            }
        }

        yield return Told("bye", """{"reason":"The application ends."}""");
    }

    /// <summary>False when nothing happened for a while: then a sign of life is due, by which both sides find out that the other is gone.</summary>
    private async Task<bool> AnyAsync(LiveEvents events, CancellationToken end)
    {
        using var wait = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, end);
        try
        {
            await events.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static LiveFilter FilterOf(AdminCall call)
    {
        var pattern = call.Text("pattern") is { Length: > 0 } text ? new Glob(text) : null;
        return new LiveFilter
        {
            Kinds = [.. (call.Text("kinds") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(KindOf)],
            Key = pattern is null ? null : pattern.Matches,
            OneOf = call.Number("sample", 1, 1, 1_000_000),
        };
    }

    private static CacheEventKind KindOf(string word) => Enum.TryParse<CacheEventKind>(word, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
        ? kind
        : throw new AdminRefusal(StatusCodes.Status400BadRequest, $"Kinds are {string.Join(", ", Enum.GetNames<CacheEventKind>())}.");

    private static SseItem<string> Told(string kind, string data) => new(data, kind);
}
