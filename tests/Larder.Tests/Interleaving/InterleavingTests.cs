using Larder.Validity;

namespace Larder.Tests.Interleaving;

/// <summary>
/// Loads, writes, removals and refreshes in every order of their steps (memory alone), and in thousands of orders drawn by seed (two processes
/// with a shared tier between them, each of whose calls takes two steps). And for each fence the proof that this finds out when it is missing.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private static readonly string[] Ways = ["key", "tag", "prefix", "clear"];

    private static readonly (string Name, Action<Play, string> Cast)[] Alone =
    [
        ("two readers in vain of a stale value, two removers", static (play, how) =>
        {
            play.PrepareStale();
            play.ReadInVain(0);
            play.ReadInVain(0);
            play.Remove(0, how);
            play.Remove(0, "key");
        }),
        ("two readers of a value that is due, its refresh, a writer, a remover", static (play, how) =>
        {
            play.Prepare();
            play.Read(0);
            play.Read(0);
            play.Write(0);
            play.RemoveOnly(0, how);
        }),
        ("two readers of a value that is due, its refresh, two removers", static (play, how) =>
        {
            play.Prepare();
            play.Read(0);
            play.Read(0);
            play.Remove(0, how);
            play.Remove(0, "key");
        }),
        ("three readers of nothing, a writer, a remover", static (play, how) =>
        {
            play.Read(0);
            play.Read(0);
            play.Read(0);
            play.Write(0);
            play.RemoveOnly(0, how);
        }),
    ];

    private static readonly (string Name, Action<Play, string> Cast)[] Shared =
    [
        ("two readers and a remover in one process", static (play, how) =>
        {
            play.Read(0);
            play.Read(0);
            play.Remove(0, how);
        }),
        ("two readers, and a remover in the other process", static (play, how) =>
        {
            play.Read(0);
            play.Read(0);
            play.Remove(1, how);
        }),
        ("readers here and there, and a remover", static (play, how) =>
        {
            play.Read(0);
            play.Read(1);
            play.Remove(0, how);
        }),
        ("readers of a value that is due, and a remover in the other process", static (play, how) =>
        {
            play.Prepare();
            play.Read(0);
            play.Read(1);
            play.Remove(1, how);
        }),
        ("readers in vain of a stale value, and a remover", static (play, how) =>
        {
            play.PrepareStale();
            play.ReadInVain(0);
            play.ReadInVain(1);
            play.Remove(0, how);
        }),
        ("readers there and here, and a remover here", static (play, how) =>
        {
            play.Read(1);
            play.Remove(0, how);
            play.Read(0);
            play.Read(1);
        }),
        ("a writer and readers, and a remover", static (play, how) =>
        {
            play.Read(0);
            play.Write(0);
            play.Read(1);
            play.RemoveOnly(1, how);
        }),
    ];

    [Fact]
    public void In_memory_every_order_of_readers_writer_remover_and_refresh_keeps_the_promise()
    {
        var orders = 0;
        foreach (var (name, cast) in Alone)
            foreach (var how in Ways)
            {
                var count = EveryOrder(Fences.All, play => cast(play, how));
                output.WriteLine($"{count,8} orders: {name}, by {how}");
                orders += count;
            }

        output.WriteLine($"{orders,8} orders in all");
        Assert.True(orders >= 100_000, $"{orders}");
    }

    [Fact]
    public void Between_processes_the_promise_holds_in_any_order_that_chance_draws() =>
        output.WriteLine($"{DrawnOrders(Fences.All, seeds: 500)} orders");

    [Theory]
    [InlineData(Fences.Install)]
    [InlineData(Fences.Marks)]
    [InlineData(Fences.Fallback)]
    public void In_memory_some_order_breaks_the_promise_when_a_fence_is_missing(object missing)
    {
        var broken = Assert.Throws<BrokenPromiseException>(() =>
        {
            foreach (var (_, cast) in Alone)
                foreach (var how in Ways) EveryOrder(Fences.All & ~(Fences)missing, play => cast(play, how));
        });
        output.WriteLine(broken.Message);
    }

    [Theory]
    [InlineData(Fences.Install)]
    [InlineData(Fences.Fallback)]
    [InlineData(Fences.Fill)]
    [InlineData(Fences.Overlap)]
    [InlineData(Fences.AfterTelling)]
    public void Between_processes_some_order_breaks_the_promise_when_a_fence_is_missing(object missing)
    {
        var broken = Assert.Throws<BrokenPromiseException>(() => DrawnOrders(Fences.All & ~(Fences)missing, seeds: 2_000));
        output.WriteLine(broken.Message);
    }

    private static int EveryOrder(Fences fences, Action<Play> cast)
    {
        var choices = new Choices();
        OneThread.Run(() =>
        {
            var play = new Play(fences, processes: 1);
            do
            {
                try
                {
                    play.Run(choices.Next, cast);
                }
                catch (BrokenPromiseException broken)
                {
                    throw new BrokenPromiseException($"{broken.Message} Order: {choices}");
                }
            }
            while (choices.Advance());
        });
        return choices.Sequences;
    }

    private static int DrawnOrders(Fences fences, int seeds)
    {
        var orders = 0;
        OneThread.Run(() =>
        {
            var plays = (from shared in Shared from how in Ways select (Play: new Play(fences, processes: 2), shared.Name, shared.Cast, how)).ToArray();
            for (var seed = 1; seed <= seeds; seed++)
                foreach (var (play, name, cast, how) in plays)
                {
                    Draw(play, part => cast(part, how), seed, $"{name}, by {how}");
                    orders++;
                }
        });
        return orders;
    }

    private static void Draw(Play play, Action<Play> cast, int seed, string which)
    {
        var random = new Random(seed);
        try
        {
            play.Run(of => Next(random, of), cast);
        }
        catch (BrokenPromiseException broken)
        {
            throw new BrokenPromiseException($"{broken.Message} {which}, seed {seed}");
        }
    }

    /// <summary>
    /// Mostly the part that went on last, whose next step stands at the end: where each is as likely as the others, no part gets far ahead, and
    /// it takes one that is far ahead to go wrong.
    /// </summary>
    private static int Next(Random random, int of) => random.Next(10) < 6 ? of - 1 : random.Next(of);
}
