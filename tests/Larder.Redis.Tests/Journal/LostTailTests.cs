using Larder.Journal;
using Larder.Redis.Journal;
using Larder.Redis.Tests.Conformance;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tests.Journal;

/// <summary>What a server may be like when it came back without the end of its file.</summary>
public sealed class LostTailTests(OneServer one) : IClassFixture<OneServer>
{
    [Fact]
    public async Task A_record_behind_the_groups_position_that_nobody_was_given_is_read()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var settings = new JournalSettings("tail:", Shards: 1, MostRecords: 10, MostBytes: 1_000, WriteDurability.Memory);
        await using var place = new JournalPlace(one.Server.Url);
        await using var journal = await place.OpenAsync(settings, cancellation);
        await journal.ClaimAsync(0, "me", TimeSpan.FromMinutes(1), cancellation);
        await journal.AppendAsync(new JournalAppend(0, new Slot(SlotKind.Entry, "tail:{wb00}:a"), "a"u8.ToArray(), SlotWrite.Nothing, Above: 0), cancellation);
        await one.Server.CallAsync("XGROUP", "SETID", new JournalKeys("tail:", 0).Stream, JournalKeys.Group, "$");

        var read = new ShardRead(0, "me", ShardPart.Unacknowledged, AtMost: 10, WaitFor: TimeSpan.Zero);
        var unacknowledged = await journal.ReadAsync(read, cancellation);
        var records = await journal.ReadAsync(read with { Part = ShardPart.New }, cancellation);

        Assert.Empty(unacknowledged);
        Assert.Equal("tail:{wb00}:a", Assert.Single(records).Name);
    }
}
