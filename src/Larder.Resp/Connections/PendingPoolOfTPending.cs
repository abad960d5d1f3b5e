using System.Collections.Concurrent;

namespace Larder.Resp.Connections;

/// <summary>
/// Objects to use again: some for each thread, and the surplus of one thread for another. Callers mostly resume, and send again, on the same
/// thread, so most of the time it is an array and an index.
/// </summary>
internal static class PendingPool<TPending> where TPending : PendingReply, new()
{
    private const int PerThread = 128;
    private const int MostShared = 1024;

    private static readonly ConcurrentQueue<TPending[]> Surplus = new();

    [ThreadStatic]
    private static TPending[]? mine;

    [ThreadStatic]
    private static int count;

    public static TPending Rent()
    {
        if (count > 0) return mine![--count];
        return Surplus.TryDequeue(out var full) ? RentFrom(full) : new TPending();
    }

    public static void Return(TPending pending)
    {
        var own = mine ??= new TPending[PerThread];
        if (count == PerThread)
        {
            if (Surplus.Count >= MostShared / 8) return;
            Surplus.Enqueue(own);
            own = mine = new TPending[PerThread];
            count = 0;
        }
        own[count++] = pending;
    }

    private static TPending RentFrom(TPending[] full)
    {
        mine = full;
        count = full.Length;
        return full[--count];
    }
}
