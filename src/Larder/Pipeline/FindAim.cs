namespace Larder.Pipeline;

/// <summary>Why the shared tier is asked.</summary>
internal enum FindAim
{
    /// <summary>To load and fill what is not there: a lease is taken, and the load of another process is waited for.</summary>
    Load,

    /// <summary>Only to look.</summary>
    Look,
}
