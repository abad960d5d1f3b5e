using Larder.Resp;
using Larder.Tiers;

namespace Larder.Redis;

/// <summary>What Larder.Resp throws, in the words of tiers: nothing of Larder.Resp leaves this assembly.</summary>
internal static class RedisFailures
{
    /// <summary>The same failure as callers of a tier know it, with the cause inside.</summary>
    public static TierException ToTier(this RespException failure) => new(KindOf(failure), failure.Message, failure);

    /// <summary>What kind of failure it is. After <see cref="TierFailure.TimedOut"/> and <see cref="TierFailure.MaybeDone"/> the command may have run.</summary>
    public static TierFailure KindOf(RespException failure) => failure switch
    {
        RespConnectionException { Delivery: Delivery.NotSent } => TierFailure.Unreachable,
        RespTimeoutException => TierFailure.TimedOut,
        RespServerException error => KindOf(error.Code),

        // A connection that was lost, and an answer that could not be read: the command was sent.
        _ => TierFailure.MaybeDone,
    };

    private static TierFailure KindOf(string code) => code switch
    {
        "OOM" => TierFailure.Full,

        // It is starting, or has no primary: nobody refused anything, and it passes.
        "LOADING" or "MASTERDOWN" or "CLUSTERDOWN" or "TRYAGAIN" => TierFailure.Unreachable,
        _ => TierFailure.Refused,
    };
}
