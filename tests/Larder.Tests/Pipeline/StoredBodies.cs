using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Reads and forges what a server holds for the cache named "test", as somebody with access to the server could.</summary>
internal static class StoredBodies
{
    public static async Task<byte[]> BodyOfAsync(this InMemoryTierServer server, string key)
    {
        await using var tier = server.Open(new DeafSink());
        var answers = new SlotRead[1];
        await tier.ReadAsync(new[] { SlotOf(key) }, answers, ReadDepth.Whole, CancellationToken.None);
        Assert.Equal(SlotState.Held, answers[0].State);
        return answers[0].Body.ToArray();
    }

    public static async Task WriteBodyAsync(this InMemoryTierServer server, string key, byte[] body, TimeSpan? expiration)
    {
        await using var tier = server.Open(new DeafSink());
        await tier.WriteAsync(SlotOf(key), SlotWrite.Entry(new VersionSource().Next(), body, expiration), CancellationToken.None);
    }

    private static Slot SlotOf(string key) => new(SlotKind.Entry, "test:" + key);
}
