namespace Storefront.Lab.Racing;

/// <summary>One race at a time, and the last one's result.</summary>
internal sealed class RaceBoard : IDisposable
{
    private volatile RaceResult? _last;

    public SemaphoreSlim Track { get; } = new(1);

    public RaceResult? Last
    {
        get => _last;
        set => _last = value;
    }

    public void Dispose() => Track.Dispose();
}
