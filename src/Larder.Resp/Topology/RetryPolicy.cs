namespace Larder.Resp.Topology;

/// <summary>How often a command is sent again, and after which pause: pure functions of the attempt.</summary>
internal static class RetryPolicy
{
    /// <summary>How often a command is sent at most.</summary>
    public const int MostAttempts = 10;

    private const double FirstMilliseconds = 20;
    private const double LastMilliseconds = 400;

    /// <summary>The pause after an attempt that the server put off: doubles up to 0.4 s, and between half and all of that by chance.</summary>
    /// <param name="attempt">How often it has been sent, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan PauseAfter(int attempt, double chance)
    {
        var most = Math.Min(FirstMilliseconds * Math.Pow(2, Math.Min(attempt, MostAttempts) - 1), LastMilliseconds);
        return TimeSpan.FromMilliseconds(most * (1 + chance) / 2);
    }

    /// <summary>True if the command did not run, or may run twice.</summary>
    public static bool IsSafe(in Command command, RespException failure) => failure switch
    {
        RespConnectionException { Delivery: Delivery.NotSent } => true,
        RespTimeoutException { Delivery: Delivery.NotSent } => true,
        RespConnectionException => (command.Traits & CommandTraits.Idempotent) != 0,
        RespServerException server => IsPutOff(server.Code),
        _ => false,
    };

    /// <summary>True for answers that say: not run, not here or not now.</summary>
    public static bool IsPutOff(string code) =>
        code is "MOVED" or "ASK" or "TRYAGAIN" or "CLUSTERDOWN" or "LOADING" or "READONLY" or "MASTERDOWN";
}
