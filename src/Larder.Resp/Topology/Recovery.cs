using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>What becomes of a command that failed.</summary>
/// <param name="Kind">Whether it is sent again.</param>
/// <param name="Node">Where to.</param>
/// <param name="Failure">What the caller gets instead of the first failure, if it says more; only with <see cref="RecoveryKind.GiveUp"/>.</param>
internal readonly record struct Recovery(RecoveryKind Kind, ConnectionKeeper? Node = null, RespException? Failure = null)
{
    public static Recovery Again(ConnectionKeeper node) => new(RecoveryKind.SendAgain, node);

    public static Recovery Asking(ConnectionKeeper node) => new(RecoveryKind.SendAsking, node);

    public static Recovery No(RespException? failure = null) => new(RecoveryKind.GiveUp, Failure: failure);
}
