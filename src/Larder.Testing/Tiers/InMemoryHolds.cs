using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>The writer holds of an <see cref="InMemoryTierServer"/>, as one process has them.</summary>
public sealed class InMemoryHolds : IWriterHolds
{
    private readonly InMemoryTierServer _server;

    internal InMemoryHolds(InMemoryTierServer server) => _server = server;

    /// <inheritdoc/>
    public ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(cancellationToken);
            foreach (var entry in entries.Span)
            {
                _server.Holds[(entry, holder)] = _server.Table.Now + holdFor;
                Remove(entry);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(cancellationToken);
            foreach (var entry in entries.Span)
            {
                _server.Holds.Remove((entry, holder));
                Remove(entry);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(cancellationToken);
            return new(_server.Holds.Any(hold => hold.Key.Entry == entry && hold.Value > _server.Table.Now));
        }
    }

    /// <summary>Nothing to do: the server is the test's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _server.ThrowIfDown();
    }

    // As strict as the contract allows: what is absent changes for nobody.
    private void Remove(Slot entry)
    {
        if (_server.Table.Find(entry) is not null) _server.Change(entry, null, writer: null);
    }
}
