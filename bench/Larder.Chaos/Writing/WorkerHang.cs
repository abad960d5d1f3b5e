namespace Larder.Chaos.Writing;

/// <summary>Where the application shall stop for good, so that it is killed just there.</summary>
internal sealed class WorkerHang
{
    private WriteFault? _at;

    public void Set(WriteFault at) => _at = at;

    /// <summary>Says that it got here, and never goes on.</summary>
    public async Task AtAsync(WriteFault point)
    {
        if (_at != point) return;
        Console.WriteLine("at");
        await Task.Delay(Timeout.Infinite);
    }
}
