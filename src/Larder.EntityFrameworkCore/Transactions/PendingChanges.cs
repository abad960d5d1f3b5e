using System.Data.Common;
using Larder.EntityFrameworkCore.Changes;

namespace Larder.EntityFrameworkCore.Transactions;

/// <summary>What a transaction has changed so far, for when it commits. Contexts that share the transaction share this.</summary>
internal sealed class PendingChanges
{
    private readonly Lock _lock = new();
    private readonly List<PendingStep> _steps = [];
    private readonly List<(CommittedRemovals Removals, string Id)> _rows = [];
    private readonly List<int> _savepoints = [];
    private volatile bool _hasWritten;
    private volatile bool _isOver;

    /// <summary>
    /// Nobody tells before it commits: it is an ambient one, or the caller's own. Then what is written to the outbox is written at once.
    /// </summary>
    public bool IsUntold { get; init; }

    /// <summary>It has ended; a provider may use its object again.</summary>
    public bool IsOver => _isOver;

    /// <summary>A statement of it may have changed something: who reads in it may read what nobody else sees.</summary>
    public bool HasWritten => _hasWritten && !_isOver;

    /// <summary>Something must still be written down.</summary>
    public bool HasUnwritten
    {
        get
        {
            lock (_lock) return _steps.Exists(static step => !step.IsWritten && step.Removals.Outbox is not null);
        }
    }

    public void Wrote() => _hasWritten = true;

    public void Add(PendingStep step)
    {
        _hasWritten = true;
        if (step.Changes.IsEmpty) return;
        lock (_lock) _steps.Add(step);
    }

    public void BeginSavepoint()
    {
        lock (_lock) _savepoints.Add(_steps.Count);
    }

    /// <summary>
    /// Drops what came after the latest savepoint. Which one it is, is not told: what came between an earlier one and the latest stays, and is removed in vain.
    /// </summary>
    public void RollBackToSavepoint()
    {
        lock (_lock)
            if (_savepoints is [.., var latest] && latest < _steps.Count) _steps.RemoveRange(latest, _steps.Count - latest);
    }

    public void ReleaseSavepoint()
    {
        lock (_lock)
            if (_savepoints.Count > 0) _savepoints.RemoveAt(_savepoints.Count - 1);
    }

    /// <summary>It was rolled back: nothing of it has happened.</summary>
    public void Drop()
    {
        _isOver = true;
        lock (_lock) _steps.Clear();
    }

    /// <summary>Puts what does not stand in the outbox yet there, in the same transaction.</summary>
    public async ValueTask WriteAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        foreach (var (removals, changes) in Unwritten())
            Written(removals, await removals.Outbox!.WriteAsync(changes, connection, transaction, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc cref="WriteAsync"/>
    public void Write(DbConnection connection, DbTransaction? transaction)
    {
        foreach (var (removals, changes) in Unwritten()) Written(removals, removals.Outbox!.Write(changes, connection, transaction));
    }

    /// <summary>It has committed, or may have.</summary>
    public async ValueTask RemoveAsync()
    {
        foreach (var (removals, changes, rows) in Take()) await removals.RemoveAsync(changes, rows).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RemoveAsync"/>
    public void Remove()
    {
        foreach (var (removals, changes, rows) in Take()) removals.Remove(changes, rows);
    }

    private List<(CommittedRemovals Removals, ChangeSet Changes)> Unwritten()
    {
        lock (_lock)
        {
            PendingStep[] steps = [.. _steps.Where(static step => !step.IsWritten && step.Removals.Outbox is not null)];
            foreach (var step in steps) step.IsWritten = true;
            return [.. steps.GroupBy(static step => step.Removals).Select(static group => (group.Key, Joined(group)))];
        }
    }

    private void Written(CommittedRemovals removals, string id)
    {
        lock (_lock) _rows.Add((removals, id));
    }

    private List<(CommittedRemovals Removals, ChangeSet Changes, string[] Rows)> Take()
    {
        _isOver = true;
        lock (_lock)
        {
            List<(CommittedRemovals, ChangeSet, string[])> taken =
            [
                .. _steps.GroupBy(static step => step.Removals)
                    .Select(group => (group.Key, Joined(group), _rows.Where(row => row.Removals == group.Key).Select(static row => row.Id).ToArray())),
            ];
            _steps.Clear();
            _rows.Clear();
            return taken;
        }
    }

    private static ChangeSet Joined(IEnumerable<PendingStep> steps)
    {
        var joined = new ChangeSet();
        foreach (var step in steps) joined.Add(step.Changes);
        return joined;
    }
}
