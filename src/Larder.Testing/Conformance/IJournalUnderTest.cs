using Larder.Journal;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Where a journal is tried. Each trial takes names and a prefix of its own, so trials may share a server.</summary>
public interface IJournalUnderTest
{
    /// <summary>One process with these settings.</summary>
    ValueTask<IWriteJournal> OpenAsync(JournalSettings settings, CancellationToken cancellationToken);

    /// <summary>Whether the slot holds something, asked past the journal.</summary>
    ValueTask<bool> HoldsAsync(Slot slot, CancellationToken cancellationToken);

    /// <summary>Another program removes what the slot holds, or the server evicts it.</summary>
    ValueTask RemoveAsync(Slot slot, CancellationToken cancellationToken);

    /// <summary>The journal of a shard disappears.</summary>
    ValueTask LoseAsync(JournalSettings settings, int shard, CancellationToken cancellationToken);

    /// <summary>Lets so much time pass, by the journal's clock.</summary>
    ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken);
}
