using Larder.Loading;
using Larder.Testing;

namespace Larder.Tests.Loading;

public sealed class FlightTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Who_waits_with_patience_gets_what_lands_in_the_moment_in_which_that_is_over()
    {
        for (var round = 0; round < 1_000; round++)
        {
            var clock = new FakeClock();
            var flight = new Flight<int>("apple", TaskCreationOptions.RunContinuationsAsynchronously);
            flight.TryJoin(CacheTiers.All, []);
            var waiting = flight.WaitAsync(Patience, clock, CancellationToken.None).AsTask();

            // On a thread with a context of its own, who waited goes on elsewhere, while the flight lands here.
            await Task.Factory.StartNew(
                () =>
                {
                    SynchronizationContext.SetSynchronizationContext(new Elsewhere());
                    clock.Advance(Patience);
                    flight.Fail(new IOException());
                    SynchronizationContext.SetSynchronizationContext(null);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            await Assert.ThrowsAsync<IOException>(() => waiting);
        }
    }

    private sealed class Elsewhere : SynchronizationContext;
}
