namespace Larder.Pipeline;

/// <summary>Why the shared tier is asked.</summary>
internal enum FindAim
{
    /// <summary>To load and fill what is not there: a lease is taken, and the load of another process is waited for.</summary>
    Load,

    /// <summary>To load anew what is still good: another process that does so already is left to it.</summary>
    Refresh,

    /// <summary>Only to look.</summary>
    Look,
}
