using Larder.Tests.Interleaving;
using Larder.Validity;

namespace Larder.Tests.Coherence;

/// <summary>
/// Memory follows a server by tracking, in a hundred thousand orders of answers, pushes, writes here and elsewhere, a lost connection, another
/// primary and time; and for each fence the proof that this finds out when it is missing.
/// </summary>
public sealed class CoherenceTests(ITestOutputHelper output)
{
    private const int Orders = 100_000;

    [Fact]
    public void In_any_order_that_chance_draws_memory_follows_the_server() =>
        output.WriteLine($"{Draw(Fences.All, MissingFence.None, Orders)} orders");

    [Theory]
    [InlineData(MissingFence.PlaceInStream)]
    [InlineData(MissingFence.OwnWrites)]
    [InlineData(MissingFence.Epoch)]
    [InlineData(MissingFence.ProofOfLife)]
    [InlineData(MissingFence.Topology)]
    public void Some_order_breaks_the_promise_when_the_connection_lacks_a_fence(object missing) =>
        output.WriteLine(Assert.Throws<BrokenPromiseException>(() => Draw(Fences.All, (MissingFence)missing, Orders)).Message);

    [Theory]
    [InlineData(Fences.Install)]
    [InlineData(Fences.AfterTelling)]
    [InlineData(Fences.Fill)]
    [InlineData(Fences.Overlap)]
    public void Some_order_breaks_the_promise_when_memory_lacks_a_fence(object missing) =>
        output.WriteLine(Assert.Throws<BrokenPromiseException>(() => Draw(Fences.All & ~(Fences)missing, MissingFence.None, Orders)).Message);

    private static int Draw(Fences fences, MissingFence missing, int orders)
    {
        OneThread.Run(() =>
        {
            var play = new CoherencePlay(fences, missing);
            for (var seed = 1; seed <= orders; seed++)
            {
                var random = new Random(seed);
                try
                {
                    play.Run(of => random.Next(10) < 7 ? of - 1 : random.Next(of));
                }
                catch (BrokenPromiseException broken)
                {
                    throw new BrokenPromiseException($"{broken.Message} Seed {seed}");
                }
            }
        });
        return orders;
    }
}
