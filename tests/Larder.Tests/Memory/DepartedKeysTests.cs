using Larder.Memory;

namespace Larder.Tests.Memory;

public sealed class DepartedKeysTests
{
    [Fact]
    public void A_key_that_left_is_remembered_once()
    {
        var departed = new DepartedKeys();

        departed.Add(0xABCD_1234, turnedAt: 7, Departure.Hot, now: 9, entries: 100);

        Assert.Equal(Departure.Hot, departed.Take(0xABCD_1234, out var turnedAt));
        Assert.Equal(7u, turnedAt);
        Assert.Equal(Departure.Unknown, departed.Take(0xABCD_1234, out _));
    }

    [Fact]
    public void Nothing_is_known_before_anything_left()
    {
        var departed = new DepartedKeys();

        Assert.Equal(Departure.Unknown, departed.Take(0, out _));
        Assert.Equal(Departure.Unknown, departed.Take(uint.MaxValue, out _));
    }

    [Fact]
    public void A_hash_of_zero_is_a_hash()
    {
        var departed = new DepartedKeys();

        departed.Add(0, turnedAt: 0, Departure.Cold, now: 1, entries: 10);

        Assert.Equal(Departure.Cold, departed.Take(0, out _));
    }

    [Fact]
    public void As_many_as_there_are_entries_are_remembered()
    {
        var (departed, random) = (new DepartedKeys(), new Random(3));
        uint[] hashes = [.. Enumerable.Range(0, 10_000).Select(_ => (uint)random.NextInt64(1L << 32))];
        for (var at = 0; at < hashes.Length; at++) departed.Add(hashes[at], (uint)at, Departure.Cold, (uint)at, entries: 5000);

        var remembered = hashes[^5000..].Count(hash => departed.Take(hash, out _) == Departure.Cold);

        Assert.InRange(remembered, 4800, 5000);
    }

    [Fact]
    public void What_was_turned_longest_ago_is_forgotten_first()
    {
        var departed = new DepartedKeys();
        for (uint at = 0; at < 8; at++) departed.Add(at << 2, turnedAt: 100 + at, Departure.Cold, now: 200, entries: 1);

        departed.Add(8 << 2, turnedAt: 150, Departure.Cold, now: 200, entries: 1);

        Assert.Equal(Departure.Unknown, departed.Take(0, out _));
        for (uint at = 1; at <= 8; at++) Assert.Equal(Departure.Cold, departed.Take(at << 2, out _));
    }

    [Fact]
    public void The_count_of_insertions_may_wrap_around()
    {
        var departed = new DepartedKeys();
        for (uint at = 0; at < 8; at++) departed.Add(at << 2, turnedAt: uint.MaxValue - 3 + at, Departure.Cold, now: 10, entries: 1);

        departed.Add(8 << 2, turnedAt: 9, Departure.Cold, now: 10, entries: 1);

        Assert.Equal(Departure.Unknown, departed.Take(0, out _));
        Assert.Equal(Departure.Cold, departed.Take(7 << 2, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_knows_how_many_left_hot_and_how_many_cold(int seed)
    {
        var (departed, random) = (new DepartedKeys(), new Random(seed));

        for (var step = 0; step < 20_000; step++)
        {
            var hash = (uint)random.Next(4000) * 0x9E37_79B1;
            if (random.Next(3) == 0) departed.Take(hash, out _);
            else departed.Add(hash, (uint)step, (Departure)random.Next(1, 4), (uint)step, entries: 500 + (step / 100));
        }

        var (leftHot, leftCold) = (departed.LeftHot, departed.LeftCold);
        var taken = TakeAll(departed);

        Assert.True(leftHot == taken.Count(departure => departure == Departure.Hot), $"Seed {seed}: {leftHot} were said to have left hot.");
        Assert.True(leftCold == taken.Count(departure => departure == Departure.Cold), $"Seed {seed}: {leftCold} were said to have left cold.");
        Assert.Equal((0, 0), (departed.LeftHot, departed.LeftCold));
    }

    // A key that left twice is remembered twice.
    private static List<Departure> TakeAll(DepartedKeys departed)
    {
        var taken = new List<Departure>();
        for (var number = 0; number < 4000; number++)
            while (departed.Take((uint)number * 0x9E37_79B1, out _) is var departure and not Departure.Unknown) taken.Add(departure);
        return taken;
    }
}
