using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>The save that a context has under way, and what a statement of it has put into the outbox. A context does one thing at a time.</summary>
internal sealed class ContextSave
{
    private AutoTransactionBehavior? _before;

    /// <summary>The save commits by itself.</summary>
    public bool IsAlone { get; private set; }

    public bool IsRunning { get; private set; }

    public SavedRows? Rows { get; private set; }

    /// <summary>The rows of the outbox that belong to what is under way.</summary>
    public List<string> OutboxRows { get; } = [];

    /// <summary>The statements under way that answer with rows and write.</summary>
    public HashSet<Guid> WritingReaders { get; } = [];

    public void Begin(DbContext context, bool isAlone, bool needsTransaction)
    {
        (IsRunning, IsAlone, Rows) = (true, isAlone, null);
        OutboxRows.Clear();
        if (!isAlone || !needsTransaction) return;
        _before ??= context.Database.AutoTransactionBehavior;
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>Once all have had their say about what is saved, and before the first statement: what the rows are and were.</summary>
    public void Note(DbContext context, ModelRules rules)
    {
        if (IsRunning) Rows ??= SavedRows.Of(context, rules);
    }

    /// <returns>What was saved; null when nothing was sent to the database.</returns>
    public ChangeSet? End(DbContext context)
    {
        if (_before is { } before) context.Database.AutoTransactionBehavior = before;
        var changes = Rows?.ToChangeSet();
        (IsRunning, Rows, _before) = (false, null, null);
        return changes;
    }

    public string[] TakeOutboxRows()
    {
        string[] rows = [.. OutboxRows];
        OutboxRows.Clear();
        return rows;
    }
}
