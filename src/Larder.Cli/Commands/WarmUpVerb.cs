using System.CommandLine;
using Larder.Cli.Output;
using Larder.Cli.Targets;
using Larder.Inspection;
using Larder.Warming;

namespace Larder.Cli.Commands;

/// <summary>Runs warm-ups again and shows how far they are.</summary>
internal sealed class WarmUpVerb : Verb
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Argument<string?> _name = new("NAME") { Description = "Which one; default: all.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _list = Option<bool>("--list", null, "Only show how they stand.");
    private readonly Option<bool> _noWait = Option<bool>("--no-wait", null, "Start them and leave.");

    public WarmUpVerb()
        : base("warmup", "Loads what visitors ask for first, as the application says.")
    {
        Command.Add(_name);
        Command.Add(_list);
        Command.Add(_noWait);
    }

    protected override async Task<ExitCode> RunAsync(Call call)
    {
        await using var target = call.Find();
        var (app, name) = (TargetFinder.RequireApp(target), call.Line.GetValue(_name));
        var isOnlyLook = call.Line.GetValue(_list);
        var answer = isOnlyLook ? await app.WarmUpsAsync(call.Cancelled).ConfigureAwait(false) : await app.WarmUpAsync(name, call.Cancelled).ConfigureAwait(false);
        var shown = -1;
        while (!isOnlyLook && !call.Line.GetValue(_noWait) && answer.WarmUps.Any(static one => one.Status == WarmUpStatus.Running))
        {
            await Task.Delay(Pause, TimeProvider.System, call.Cancelled).ConfigureAwait(false);
            var all = await app.WarmUpsAsync(call.Cancelled).ConfigureAwait(false);
            answer = answer with { WarmUps = [.. all.WarmUps.Where(one => name is null || one.Name == name)] };
            var done = answer.WarmUps.Sum(static one => one.Done + one.Failed);
            if (done != shown && call.Terminal.IsPerson) call.Terminal.Say($"  {done} of {answer.WarmUps.Sum(static one => one.Total)}");
            shown = done;
        }

        Write(call, answer);
        return answer.WarmUps.Any(static one => one.Status is WarmUpStatus.Partial or WarmUpStatus.Failed or WarmUpStatus.TimedOut or WarmUpStatus.Cancelled)
            ? ExitCode.Partial
            : ExitCode.Done;
    }

    private static void Write(Call call, WarmUpAnswer answer)
    {
        if (call.IsJson)
        {
            JsonOutput.Write(call.Terminal, answer, JsonOutput.Contracts.WarmUpAnswer);
            return;
        }

        var table = new Table("NAME", "STATUS", "DONE", "FAILED", "TOOK");
        foreach (var one in answer.WarmUps) table.Add(Words.Safe(one.Name), one.Status.ToString().ToLowerInvariant(), $"{one.Done}", $"{one.Failed}", Words.Time(one.TookMs));
        table.Write(call.Terminal);
        foreach (var one in answer.WarmUps.Where(static one => one.Error is not null)) call.Terminal.Say($"{call.Terminal.Warning} {Words.Safe(one.Name)}: {Words.Safe(one.Error!)}");
    }
}
