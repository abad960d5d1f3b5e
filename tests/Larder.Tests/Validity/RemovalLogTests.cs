using Larder.Validity;

namespace Larder.Tests.Validity;

public sealed class RemovalLogTests
{
    private readonly VersionSource _versions = new();

    [Fact]
    public void What_was_loaded_before_a_removal_is_removed_if_its_key_begins_so_and_nothing_else_is()
    {
        var before = RemovalLog.BegunBy(_versions.Next());

        var after = before.With("list:");

        Assert.False(after.Keeps(before.Position, "list:1"));
        Assert.True(after.Keeps(before.Position, "lis"));
        Assert.True(after.Keeps(before.Position, "other"));
        Assert.True(after.Keeps(after.Position, "list:1"));
    }

    [Fact]
    public void Nothing_from_another_life_of_the_log_is_kept()
    {
        var old = RemovalLog.BegunBy(_versions.Next()).With("a");

        var cleared = RemovalLog.BegunBy(_versions.Next());

        Assert.False(cleared.Keeps(old.Position, "any"));
        Assert.False(old.Keeps(cleared.Position, "any"));
    }

    [Fact]
    public void It_reads_what_it_wrote()
    {
        var version = _versions.Next();
        var start = RemovalLog.BegunBy(version);
        var log = start.With("plain:").With("größe:").With("").With("after:");

        var read = RemovalLog.Read(_versions.Next(), log.ToBytes());

        Assert.Equal(log.Position, read.Position);
        Assert.Equal(log.ToBytes(), read.ToBytes());
        Assert.Equal(start.Position, RemovalLog.Read(version, []).Position);
    }

    [Fact]
    public void Bytes_that_are_no_log_begin_one_by_the_version_of_their_mark()
    {
        var version = _versions.Next();
        var bytes = RemovalLog.BegunBy(_versions.Next()).With("a:").With("b:").ToBytes();
        var random = new Random(3);

        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(RemovalLog.BegunBy(version).Position, RemovalLog.Read(version, bytes.AsSpan(0, length)).Position);
        for (var round = 0; round < 1_000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            RemovalLog.Read(version, noise);
        }
    }

    [Fact]
    public void The_same_removals_over_and_over_cost_nothing_that_they_do_not_name()
    {
        var log = RemovalLog.BegunBy(_versions.Next());
        var born = log.Position;

        for (var round = 0; round < 10_000; round++) log = log.With("list:").With("list:short");

        Assert.True(log.Keeps(born, "product:1"));
        Assert.False(log.Keeps(born, "list:1"));
        Assert.True(log.ToBytes().Length < 100);
    }

    [Theory]
    [InlineData(2_000, 8)]
    [InlineData(200, 1_000)]
    public void It_stays_small_and_gives_up_the_oldest_entries_for_that(int removals, int length)
    {
        var log = RemovalLog.BegunBy(_versions.Next());
        var born = log.Position;

        var positions = new List<SlotVersion>();
        for (var number = 0; number < removals; number++)
        {
            log = log.With($"{number:D6}".PadRight(length, 'x'));
            positions.Add(log.Position);
        }

        Assert.InRange(log.ToBytes().Length, 1, 64 << 10);
        Assert.False(log.Keeps(born, "any"));
        Assert.True(log.Keeps(positions[^10], "any"));
        Assert.False(log.Keeps(positions[^10], $"{removals - 1:D6}".PadRight(length, 'x')));
    }

    [Fact]
    public void It_says_what_a_list_of_all_removals_says()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var log = RemovalLog.BegunBy(_versions.Next());
            List<(SlotVersion Born, string Key, int At)> entries = [];
            List<string> removals = [];
            for (var step = 0; step < 700; step++)
            {
                var name = $"{(char)('a' + random.Next(3))}{(char)('a' + random.Next(3))}{random.Next(30)}";
                if (random.Next(2) == 0)
                {
                    entries.Add((log.Position, name, removals.Count));
                }
                else
                {
                    removals.Add(name[..random.Next(1, name.Length + 1)]);
                    log = RemovalLog.Read(_versions.Next(), log.With(removals[^1]).ToBytes());
                }
            }

            foreach (var (born, key, at) in entries)
                Assert.Equal(!removals.Skip(at).Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)), log.Keeps(born, key));
        }
    }
}
