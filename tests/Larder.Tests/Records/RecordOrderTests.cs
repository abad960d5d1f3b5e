using Larder.Tests.Interleaving;
using Larder.Validity;

namespace Larder.Tests.Records;

/// <summary>
/// Reads of projections, updates, deletions and removals in thousands of orders drawn by seed, in memory alone and in two processes with a shared tier
/// between them. And for each comparison by which a write wins the proof that this finds out when it is missing.
/// </summary>
public sealed class RecordOrderTests(ITestOutputHelper output)
{
    private const int Orders = 2_000;

    private static readonly string[] Ways = ["key", "tag", "prefix", "clear"];

    private static readonly Action<RecordPlay, int, string>[] Casts =
    [
        static (play, other, how) =>
        {
            play.ReadName(0);
            play.ReadPassword(other);
            play.Update(0, "a");
            play.Remove(other, how);
        },
        static (play, other, _) =>
        {
            play.Prepare();
            play.ReadPassword(0);
            play.ReadName(other);
            play.Update(other, "a");
            play.Update(0, "a");
        },
        static (play, other, _) =>
        {
            play.ReadBy(0, "a");
            play.ReadBy(other, "b");
            play.Update(0, "b");
            play.ReadName(other);
        },
        static (play, other, _) =>
        {
            play.Prepare();
            play.ReadBy(other, "a");
            play.Update(0, "b");
            play.Update(other, "a");
        },
        static (play, other, how) =>
        {
            play.ReadBy(0, "a");
            play.ReadName(other);
            play.Delete(other);
            play.Remove(0, how);
        },
        static (play, other, how) =>
        {
            play.ReadName(other);
            play.ReadName(other);
            play.ReadPassword(0);
            play.ChangePast(0, how);
        },
        static (play, other, how) =>
        {
            play.Prepare();
            play.ReadBy(0, "a");
            play.ReadPassword(other);
            play.ChangePast(other, how);
        },
    ];

    [Theory, InlineData(1), InlineData(2)]
    public void In_any_order_that_chance_draws_no_write_is_undone(int processes) =>
        output.WriteLine($"{Draw(Fences.All, MissingComparison.None, processes, Orders)} orders");

    [Theory]
    [InlineData(MissingComparison.OfFills)]
    [InlineData(MissingComparison.OfUpdates)]
    public void Some_order_undoes_a_write_when_the_tier_does_not_compare(MissingComparison missing) =>
        output.WriteLine(Assert.Throws<BrokenPromiseException>(() => Draw(Fences.All, missing, 2, 20_000)).Message);

    [Theory]
    [InlineData(Fences.Install, 1)]
    [InlineData(Fences.Overlap, 1)]
    [InlineData(Fences.Late, 2)]
    [InlineData(Fences.Marks, 2)]
    public void Some_order_undoes_a_write_when_a_fence_is_missing(object missing, int processes) =>
        output.WriteLine(Assert.Throws<BrokenPromiseException>(() => Draw(Fences.All & ~(Fences)missing, MissingComparison.None, processes, 20_000)).Message);

    private static int Draw(Fences fences, MissingComparison missing, int processes, int orders)
    {
        OneThread.Run(() =>
        {
            var play = new RecordPlay(fences, missing, processes);
            for (var seed = 1; seed <= orders; seed++)
            {
                var random = new Random(seed);
                var (cast, how) = (Casts[seed % Casts.Length], Ways[random.Next(Ways.Length)]);
                try
                {
                    play.Run(random.Next, scene => cast(scene, processes - 1, how));
                }
                catch (BrokenPromiseException broken)
                {
                    throw new BrokenPromiseException($"{broken.Message} Seed {seed}, {how}");
                }
            }
        });
        return orders;
    }
}
