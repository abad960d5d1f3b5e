using Larder.Backing;
using Larder.Tests.Interleaving;
using Larder.Validity;

namespace Larder.Tests.Backing;

/// <summary>
/// Writers, readers, removals and the journal's worker in orders drawn by seed, two processes with a shared tier between them, each of whose calls takes
/// two steps. And the proof that this finds out what is wrong when the comparison of versions is left out.
/// </summary>
public sealed class WriteOrderTests(ITestOutputHelper output)
{
    private static readonly (string Name, Action<StorePlay> Cast)[] Casts =
    [
        ("two writers", static play =>
        {
            play.Prepare(0);
            play.Write(0);
            play.Write(1);
        }),
        ("two writers of what no cache has", static play =>
        {
            play.Write(0);
            play.Write(1);
        }),
        ("a writer and two readers", static play =>
        {
            play.Write(0);
            play.Read(0);
            play.Read(1);
        }),
        ("two writers, a reader and a remover", static play =>
        {
            play.Prepare(1);
            play.Write(0);
            play.Write(1);
            play.Read(1);
            play.Remove(0);
        }),
        ("a writer, a reader and a clear", static play =>
        {
            play.Prepare(0);
            play.Write(0);
            play.Read(1);
            play.Clear(1);
        }),
        ("a writer and readers of the other process", static play =>
        {
            play.Prepare(0);
            play.Write(0);
            play.Read(1);
            play.Read(1);
        }),
    ];

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    public void In_any_order_that_chance_draws_reads_see_what_was_acknowledged(WriteStrategy strategy) =>
        output.WriteLine($"{DrawnOrders(Fences.All, strategy, seeds: 1_500, Casts)} orders");

    [Fact]
    public void In_any_order_that_chance_draws_reads_see_what_is_journaled_and_the_table_gets_it()
    {
        (string, Action<StorePlay>)[] casts =
        [
            .. Casts.Select(static one => (one.Name, one.Cast + (static play => play.Apply()))),
            ("two writers and two workers", static play =>
            {
                play.Write(0);
                play.Write(1);
                play.Apply();
                play.Apply();
                play.Read(1);
            }),
        ];

        output.WriteLine($"{DrawnOrders(Fences.All, WriteStrategy.Behind, seeds: 1_500, casts)} orders");
    }

    [Fact]
    public void Some_order_of_two_writers_breaks_the_promise_when_the_slot_is_not_compared()
    {
        var broken = Assert.Throws<BrokenPromiseException>(() => DrawnOrders(Fences.All & ~Fences.Fill, WriteStrategy.Through, seeds: 2_000, Casts[..2]));
        output.WriteLine(broken.Message);
    }

    private static int DrawnOrders(Fences fences, WriteStrategy strategy, int seeds, (string Name, Action<StorePlay> Cast)[] casts)
    {
        var orders = 0;
        OneThread.Run(() =>
        {
            var play = new StorePlay(fences, strategy);
            for (var seed = 1; seed <= seeds; seed++)
                foreach (var (name, cast) in casts)
                {
                    Draw(play, cast, seed, name);
                    orders++;
                }
        });
        return orders;
    }

    private static void Draw(StorePlay play, Action<StorePlay> cast, int seed, string which)
    {
        var random = new Random(seed);
        try
        {
            play.Run(of => random.Next(10) < 6 ? of - 1 : random.Next(of), cast);
        }
        catch (BrokenPromiseException broken)
        {
            throw new BrokenPromiseException($"{broken.Message} {which}, seed {seed}");
        }
    }
}
