using System.Collections.Concurrent;

namespace Larder.Tests.Memory;

/// <summary>Threads that work at one thing at once, each with chance of its own; a failure names the seed.</summary>
internal static class Storm
{
    private const int Threads = 4;

    /// <summary>Each thread makes as many steps.</summary>
    public static void Run(int seed, int steps, Action<Random> step) => Run(seed, random =>
    {
        for (var done = 0; done < steps; done++) step(random);
    });

    /// <summary>One thread writes so many times; the others read for as long as that takes.</summary>
    public static void Run(int seed, int writes, Action<Random> write, Action<Random> read)
    {
        var (isFirst, isOver) = (1, false);
        Run(seed, random =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 0)
            {
                while (!Volatile.Read(ref isOver)) read(random);
                return;
            }

            try
            {
                for (var done = 0; done < writes; done++) write(random);
            }
            finally
            {
                Volatile.Write(ref isOver, true);
            }
        });
    }

    private static void Run(int seed, Action<Random> work)
    {
        var failures = new ConcurrentQueue<Exception>();
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work(new Random((seed * 1000) + number));
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.True(failures.IsEmpty, $"Seed {seed}: {failures.FirstOrDefault()}");
    }
}
