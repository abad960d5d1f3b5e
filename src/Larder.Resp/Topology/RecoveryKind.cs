namespace Larder.Resp.Topology;

internal enum RecoveryKind
{
    /// <summary>The caller gets the failure.</summary>
    GiveUp,

    /// <summary>It is sent again, to the node given.</summary>
    SendAgain,

    /// <summary>It is sent to the node given, right behind ASKING.</summary>
    SendAsking,
}
