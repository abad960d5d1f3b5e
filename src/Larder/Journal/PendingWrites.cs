using System.Runtime.CompilerServices;

namespace Larder.Journal;

/// <summary>What is acknowledged and not yet in the database: how much it is, what could not be applied, and when it was lost.</summary>
public sealed class PendingWrites
{
    private const int PageSize = 100;
    private readonly EngineScope _scope;

    internal PendingWrites(EngineScope scope)
    {
        _scope = scope;
        scope.Lost = shard => Lost?.Invoke(shard);
    }

    /// <summary>The records of a shard, its argument, are gone: what was acknowledged and not in the database is lost.</summary>
    public event Action<int>? Lost;

    /// <summary>What this process applied.</summary>
    public JournalCounts Counts => _scope.Tally.Snapshot();

    /// <summary>How much waits, in all shards together.</summary>
    /// <exception cref="Larder.Tiers.TierException">The journal can't be asked.</exception>
    public async ValueTask<JournalSize> MeasureAsync(CancellationToken cancellationToken = default)
    {
        var sum = default(JournalSize);
        foreach (var size in await Task.WhenAll(Shards.Select(shard => _scope.Journal.MeasureAsync(shard, cancellationToken).AsTask())).ConfigureAwait(false))
            sum += size;
        return sum;
    }

    /// <summary>Whether the journal's place keeps what the settings promise; asked until it was told once.</summary>
    /// <exception cref="JournalRefusedException">It does not.</exception>
    internal ValueTask CheckAsync(CancellationToken cancellationToken) => _scope.Journal.OpenAsync(cancellationToken);

    /// <summary>All dead letters, shard by shard, in each from the oldest on.</summary>
    /// <exception cref="Larder.Tiers.TierException">The journal can't be asked.</exception>
    public async IAsyncEnumerable<DeadLetter> DeadLettersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var shard in Shards)
        {
            string? after = null;
            IReadOnlyList<DeadLetter> page;
            do
            {
                page = await _scope.Journal.ListDeadAsync(shard, after, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var letter in page) yield return letter;
                after = page.Count > 0 ? page[^1].Id : null;
            }
            while (page.Count == PageSize);
        }
    }

    /// <summary>
    /// Tries a dead letter again, under its first version: a database that guards its rows by version takes it only if nothing newer was written since.
    /// </summary>
    /// <returns>False if it is not there any more.</returns>
    public ValueTask<bool> ReplayAsync(DeadLetter letter, CancellationToken cancellationToken = default) =>
        _scope.Journal.ReplayAsync(letter.Shard, letter.Id, cancellationToken);

    /// <summary>Removes a dead letter: its write is given up for good.</summary>
    /// <returns>False if it is not there any more.</returns>
    public ValueTask<bool> DropAsync(DeadLetter letter, CancellationToken cancellationToken = default) =>
        _scope.Journal.DropAsync(letter.Shard, letter.Id, cancellationToken);

    private IEnumerable<int> Shards => Enumerable.Range(0, _scope.Options.Shards);
}
