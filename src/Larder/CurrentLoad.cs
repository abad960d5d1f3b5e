namespace Larder;

/// <summary>
/// The load that the calling code runs in. For data access that learns only while it reads that nobody else may see what it read, such as rows that
/// an open transaction has written.
/// </summary>
public sealed class CurrentLoad
{
    private static readonly AsyncLocal<CurrentLoad?> s_here = new();
    private volatile bool _isPrivate;

    internal CurrentLoad()
    {
    }

    /// <summary>Whether the calling code runs in a loader.</summary>
    public static bool IsRunning => s_here.Value is not null;

    /// <summary>True after <see cref="KeepPrivate"/>.</summary>
    internal bool IsPrivate => _isPrivate;

    /// <summary>
    /// What the load brings goes to the caller who began it and to nobody else: no tier keeps it, and who waits for the same load asks again. A load around
    /// this one is private too. Outside of a load it does nothing.
    /// </summary>
    public static void KeepPrivate()
    {
        if (s_here.Value is { } load) load._isPrivate = true;
    }

    /// <summary>From here on the flow of the calling method runs in this load.</summary>
    internal void Enter() => s_here.Value = this;
}
