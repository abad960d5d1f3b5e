using System.Buffers;
using Larder.Entries;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Entries;

public sealed class ValueCopiesTests
{
    private const int Rounds = 300_000;

    [Fact]
    public void The_first_copy_is_used_once_and_then_each_is_made_anew()
    {
        var first = new object();
        var copies = new ValueCopies<object>(new Fresh(), default, first);

        Assert.Same(first, copies.Next());
        Assert.NotSame(first, copies.Next());
        Assert.NotSame(copies.Next(), copies.Next());
    }

    [Fact]
    public void A_first_copy_that_was_dropped_goes_to_nobody()
    {
        var first = new object();
        var copies = new ValueCopies<object>(new Fresh(), default, first);

        copies.DropFirst();

        Assert.NotSame(first, copies.Next());
    }

    [Fact]
    public async Task Two_who_ask_at_the_same_time_never_get_the_same_object()
    {
        var copies = new ValueCopies<object>[Rounds];
        for (var i = 0; i < Rounds; i++) copies[i] = new ValueCopies<object>(new Fresh(), default, new object());
        var taken = new[] { new object[Rounds], new object[Rounds] };
        var at = new int[2];

        await Task.WhenAll(TakeAsync(0), TakeAsync(1)).WaitAsync(TimeSpan.FromSeconds(120));

        for (var i = 0; i < Rounds; i++) Assert.NotSame(taken[0][i], taken[1][i]);

        // The two go side by side: whoever is ahead waits, so that both ask for the same copy within nanoseconds.
        Task TakeAsync(int me) => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    Volatile.Write(ref at[me], i);
                    var spins = 0;
                    for (; Volatile.Read(ref at[1 - me]) < i; spins++)
                        if (spins % 1_000 == 999) Thread.Yield();

                    // Who waited hears of it a little later than the other goes on; how much later differs.
                    for (var pause = spins == 0 ? i % 256 : 0; pause > 0; pause--) Volatile.Read(ref at[me]);
                    taken[me][i] = copies[i].Next();
                }

                Volatile.Write(ref at[me], Rounds);
            },
            TaskCreationOptions.LongRunning);
    }

    private sealed class Fresh : IHybridCacheSerializer<object>
    {
        public object Deserialize(ReadOnlySequence<byte> source) => new();

        public void Serialize(object value, IBufferWriter<byte> target)
        {
        }
    }
}
