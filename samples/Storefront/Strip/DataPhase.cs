namespace Storefront.Strip;

/// <summary>The time in which a page asks for its data; ends when it is disposed.</summary>
internal readonly struct DataPhase(PageReads page, TimeProvider clock) : IDisposable
{
    private readonly long _started = clock.GetTimestamp();

    public void Dispose() => page.AddData(clock.GetTimestamp() - _started);
}
