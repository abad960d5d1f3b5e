namespace Storefront.Lab;

/// <summary>What the database was asked for one strategy's rows since the process started.</summary>
internal sealed class LabTally<TWay>
    where TWay : ILabWay
{
    private long _reads;
    private long _writes;

    public long Reads => Interlocked.Read(ref _reads);

    public long Writes => Interlocked.Read(ref _writes);

    public void AddRead() => Interlocked.Increment(ref _reads);

    public void AddWrite() => Interlocked.Increment(ref _writes);
}
