using Larder.Journal;
using Larder.Testing.Conformance;
using Larder.Testing.Journal;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Journal;

/// <summary>The model, on a clock that stands still.</summary>
internal sealed class ModelJournalPlace : IJournalUnderTest
{
    private readonly FakeClock _clock = new();
    private readonly InMemoryTierServer _slots;
    private readonly InMemoryJournalServer _server;

    public ModelJournalPlace()
    {
        _slots = new InMemoryTierServer(_clock);
        _server = new InMemoryJournalServer(_slots);
    }

    public ValueTask<IWriteJournal> OpenAsync(JournalSettings settings, CancellationToken cancellationToken) => new(_server.Open(settings));

    public ValueTask<bool> HoldsAsync(Slot slot, CancellationToken cancellationToken) => new(_slots.StateOf(slot) == SlotState.Held);

    public ValueTask RemoveAsync(Slot slot, CancellationToken cancellationToken)
    {
        _slots.RemoveForeign(slot);
        return default;
    }

    public ValueTask LoseAsync(JournalSettings settings, int shard, CancellationToken cancellationToken)
    {
        _server.Lose();
        return default;
    }

    public ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _clock.Advance(time);
        return default;
    }
}
