using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>
/// Hears what one connection receives, on the reader loop, in stream order. Ours alone: nothing in it blocks, throws or runs the user's code.
/// </summary>
internal interface IConnectionSink
{
    /// <summary>A push. The reader stands before its first element, the push itself; what it gives is valid during the call.</summary>
    void Pushed(ref RespReader push);

    /// <summary>
    /// A command that was sent at this moment (a timestamp of the options' clock, not after its first byte left) has been answered, and its
    /// caller does not know yet. What it gives is the reply's place, for who asked for it.
    /// </summary>
    long Answered(long sentAt);

    /// <summary>The connection is gone; no more will come. Before any pending command is failed.</summary>
    void Broken();
}
