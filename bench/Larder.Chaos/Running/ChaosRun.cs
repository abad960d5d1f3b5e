using Larder.Chaos.Checking;
using Larder.Chaos.Faults;
using Larder.Chaos.Fleet;
using Larder.Chaos.Protocol;
using Larder.Chaos.Source;

namespace Larder.Chaos.Running;

/// <summary>One run: processes read and write, foreign programs and faults come between, and all that happened is judged.</summary>
public static class ChaosRun
{
    private static readonly TimeSpan OrdersTakeAtMost = TimeSpan.FromSeconds(60);

    // After this nobody is detached any more, no lease of a dead process stands, and memory has asked again for what it doubted.
    private static readonly TimeSpan Settles =
        Settings.StalenessBound + Settings.DetachedExpiration + Settings.BreakerOpenFor + Settings.CommandTimeout + Settings.LeaseFor;

    public static async Task<ChaosReport> RunAsync(ChaosPlan plan)
    {
        var history = new HistoryLog();
        await using var source = SourceServer.Open(new CommitLog(), history);
        await using var place = await SharedPlace.OpenAsync(plan.Tier);
        await using var fleet = await WorkerFleet.StartAsync(
            source, place, new FleetSettings(plan.Tier, plan.Processes) { Without = plan.Without, HasProxies = !plan.IsCalm, AreHeldUp = true });
        var faults = new FaultMaker(fleet, place, history, new Random(plan.Seed));
        await fleet.OrderAllAsync(OrderKind.Go);
        plan.Tell($"{plan.Processes} processes run.");
        await DisturbAsync(plan, faults, new ForeignWriter(place, source, history, new Random(~plan.Seed)), plan.Tier != TierKind.Sqlite);
        await QuietAsync(fleet, source, history);
        var verdict = HistoryCheck.Run(history.Snapshot(), source.Commits, Promises.Of(plan.Within));
        return new ChaosReport(verdict, faults.Made, source.Commits.Commits);
    }

    private static async Task DisturbAsync(ChaosPlan plan, FaultMaker faults, ForeignWriter foreign, bool hasServer)
    {
        using var over = new CancellationTokenSource(plan.Duration);
        using var foreignOver = new CancellationTokenSource();
        var writing = hasServer ? foreign.RunAsync(foreignOver.Token) : Task.CompletedTask;
        await (plan.IsCalm ? Waited(over.Token) : faults.RunAsync(plan.Tell, over.Token));
        await foreignOver.CancelAsync();
        await writing;
    }

    private static async Task QuietAsync(WorkerFleet fleet, SourceServer source, HistoryLog history)
    {
        using var late = new CancellationTokenSource(OrdersTakeAtMost);
        await fleet.OrderAllAsync(OrderKind.Quiet, cancellationToken: late.Token);
        await Task.Delay(Settles, late.Token);
        for (var key = 0; key < KeySet.Count; key++)
            if (!IsTold(history, source.Commits, key)) await fleet.Worker(0).OrderAsync(OrderKind.Remove, key, late.Token);

        // The first look hands on what is still owed, and memory has the time of the bound to hear of it; the second is judged.
        var before = history.Snapshot().Count;
        await fleet.OrderAllAsync(OrderKind.Copies, cancellationToken: late.Token);
        history.Forget(before, OperationKind.Copy);
        await Task.Delay(Settings.StalenessBound, late.Token);
        await fleet.OrderAllAsync(OrderKind.Copies, cancellationToken: late.Token);
    }

    // A worker that was killed between its commit and its removal owes it for ever, as a foreign program does that met a dead server.
    private static bool IsTold(HistoryLog history, CommitLog commits, int key) => history.Snapshot().Any(one =>
        one.Kind == OperationKind.Told && one.Key == key && commits.VersionAt(key, one.Start) == commits.Latest(key));

    private static async Task Waited(CancellationToken over)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, over);
        }
        catch (OperationCanceledException)
        {
            // As planned.
        }
    }
}
