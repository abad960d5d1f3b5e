namespace Larder.Tests.Coherence;

/// <summary>What the simulated connection leaves out, so that the play can show what it is for.</summary>
internal enum MissingFence
{
    None,

    /// <summary>A ticket is taken where the caller goes on, not where the answer stood in the stream.</summary>
    PlaceInStream,

    /// <summary>A ticket does not tell when the question was sent, and a write of this process was acknowledged meanwhile.</summary>
    OwnWrites,

    /// <summary>What was read before a connection was lost still counts after it.</summary>
    Epoch,

    /// <summary>The connection is believed without a proof that it lives.</summary>
    ProofOfLife,

    /// <summary>The connection to a server that is the primary no more is kept.</summary>
    Topology,
}
