using System.Globalization;

namespace Larder.Resp.Connections;

/// <summary>What is known when an answer is overdue, and what it most likely means.</summary>
/// <param name="Waited">How long the command was waited for.</param>
/// <param name="Silence">How long nothing came from the server.</param>
/// <param name="InFlight">Commands whose reply is owed.</param>
/// <param name="InLine">Commands that wait for room to be sent.</param>
/// <param name="RecentTimeouts">How many were given up in the last second.</param>
/// <param name="PoolQueue">Work items that the thread pool has not begun.</param>
internal readonly record struct Overdue(TimeSpan Waited, TimeSpan Silence, long InFlight, int InLine, int RecentTimeouts, long PoolQueue)
{
    private const int LongQueue = 100;

    public RespTimeoutException ToException(in Command command, ConnectionOptions options, Delivery delivery) => new(
        $"LAR202 {FailureText.Name(options.EndPoint)} did not answer {command.Name} within {FailureText.Seconds(Waited)} ({RecentTimeouts} in the last second). "
        + string.Create(CultureInfo.InvariantCulture, $"Evidence: {InFlight} commands in flight, {InLine} waiting for room, last byte from the server {Silence.TotalMilliseconds:0} ms ago, thread pool queue {PoolQueue}. ")
        + $"Likely: {Cause}. {(delivery == Delivery.NotSent ? "The command was not sent." : "The command may have run.")}",
        delivery);

    private string Cause =>
        PoolQueue > LongQueue ? "the application is short of threads, not the server"
        : InLine > 0 ? "more is asked than the connection carries"
        : Silence >= Waited / 2 ? "the server hangs, runs a slow command, or the network is gone"
        : "the server is slow; other commands were answered meanwhile";
}
