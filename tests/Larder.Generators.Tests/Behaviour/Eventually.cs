namespace Larder.Generators.Tests.Behaviour;

/// <summary>Waits for what other threads do.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> holds)
    {
        for (var patience = TimeSpan.FromSeconds(30); !holds(); patience -= TimeSpan.FromMilliseconds(5))
        {
            Assert.True(patience > TimeSpan.Zero, "It did not happen within 30 seconds.");
            await Task.Delay(5);
        }
    }
}
