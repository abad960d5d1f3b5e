using System.Runtime.CompilerServices;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>One run of one clause: its instances, its names, its patience. Disposing it closes the instances.</summary>
internal sealed class Trial(ITierUnderTest place, string clause, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly List<Instance> _instances = [];
    private readonly MonotonicClock _clock = new(place.Clock);
    private readonly VersionSource _versions = new();
    private readonly string _run = new VersionSource().Next().ToString();
    private int _names;

    public ITierUnderTest Place => place;

    public CancellationToken CancellationToken => cancellationToken;

    public TimeSpan Tick => place.Tick;

    /// <summary>Every name of this trial starts so; free of glob characters.</summary>
    public string Prefix => $"conformance:{_run}:";

    /// <summary>Far longer than any trial.</summary>
    public static TimeSpan Long => TimeSpan.FromHours(1);

    public long Milliseconds => _clock.Now;

    public async Task<Instance> OpenAsync()
    {
        RecordingSink sink = new();
        var tier = await InTimeAsync(place.OpenAsync(sink, cancellationToken).AsTask(), "to open").ConfigureAwait(false);
        Instance instance = new(this, tier, sink);
        _instances.Add(instance);
        return instance;
    }

    public async Task<(Instance One, Instance Other)> OpenTwoAsync() =>
        (await OpenAsync().ConfigureAwait(false), await OpenAsync().ConfigureAwait(false));

    public Slot NewSlot(SlotKind kind = SlotKind.Entry) => new(kind, $"{Prefix}{++_names}");

    public Slot[] NewSlots(int count, SlotKind kind = SlotKind.Entry) => [.. Enumerable.Range(0, count).Select(_ => NewSlot(kind))];

    public Slot Named(string name) => new(SlotKind.Entry, Prefix + name);

    public SlotVersion NewVersion() => _versions.Next();

    /// <summary>Bytes in which every position matters.</summary>
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)((i * 31) + (i >> 8) + seed);
        return bytes;
    }

    public ValueTask PassAsync(TimeSpan time) => place.PassAsync(time, cancellationToken);

    public async Task InTimeAsync(Task task, string doing)
    {
        try
        {
            await task.WaitAsync(place.Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error) when (!task.IsCompleted)
        {
            throw new ConformanceException(clause, $"{doing} in time", $"nothing in {place.Patience}", error);
        }
    }

    public async Task<T> InTimeAsync<T>(Task<T> task, string doing)
    {
        await InTimeAsync((Task)task, doing).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Lets time pass in small steps until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> holds, string expected)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var step = 0; !holds(); step++)
        {
            if (TimeProvider.System.GetElapsedTime(start) > place.Patience)
                throw new ConformanceException(clause, expected, $"nothing of it in {place.Patience}");
            await PassAsync(TimeSpan.FromMilliseconds(2)).ConfigureAwait(false);

            // A model's clock must not run hours ahead of the threads that work for it.
            if (step < 20) await Task.Yield();
            else await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Equal<T>(T expected, T seen, [CallerArgumentExpression(nameof(seen))] string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, seen)) throw Breach($"{what} to be {expected}", $"{seen}");
    }

    public void NotEqual<T>(T unexpected, T seen, [CallerArgumentExpression(nameof(seen))] string what = "")
    {
        if (EqualityComparer<T>.Default.Equals(unexpected, seen)) throw Breach($"{what} to be anything else", $"{seen}");
    }

    public void True(bool holds, string expected, string seen = "the opposite")
    {
        if (!holds) throw Breach(expected, seen);
    }

    public void SameBytes(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> seen, string what)
    {
        if (expected.Span.SequenceEqual(seen.Span)) return;
        var at = expected.Span.CommonPrefixLength(seen.Span);
        throw Breach($"the {expected.Length} bytes of {what}", $"{seen.Length} bytes that differ from byte {at} on");
    }

    public ConformanceException Breach(string expected, string seen) => new(clause, expected, seen);

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await InTimeAsync(instance.Tier.DisposeAsync().AsTask(), "to close").ConfigureAwait(false);
    }
}
