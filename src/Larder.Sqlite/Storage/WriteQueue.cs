using System.Threading.Channels;
using Larder.Tiers;

namespace Larder.Sqlite.Storage;

/// <summary>
/// All changes of one store, one after the other. What came in while a transaction ran goes into the next one together. If that fails,
/// each of them runs again alone, so that only the one at fault fails.
/// </summary>
internal sealed class WriteQueue(SqliteStore store, StoreSettings settings) : IAsyncDisposable
{
    private const int MostTogether = 128;
    private const int MostWaiting = 8192;
    private const int MostEvictions = 8;

    private readonly Channel<WriteOp> _waiting = Channel.CreateBounded<WriteOp>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly List<WriteOp> _together = new(MostTogether);
    private readonly Lock _gate = new();
    private Task? _loop;

    /// <summary>Queues a change and waits until it is committed.</summary>
    public Task<T> WriteAsync<T>(AnsweredWrite<T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = write.WaitAsync(cancellationToken);
        if (!_waiting.Writer.TryWrite(write)) throw new TierException(TierFailure.Refused, $"LAR246 {settings.Path}: too many writes are waiting.");
        Start();
        return answer;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (Volatile.Read(ref _loop) is { } loop) await loop.ConfigureAwait(false);
    }

    private void Start()
    {
        if (Volatile.Read(ref _loop) is not null) return;
        lock (_gate) _loop ??= Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            _together.Clear();
            while (_together.Count < MostTogether && _waiting.Reader.TryRead(out var op))
                if (!op.IsAbandoned)
                    _together.Add(op);

            if (_together.Count > 0) Write();
        }
    }

    private void Write()
    {
        try
        {
            var session = store.Current();
            var fault = Commit(session, _together);
            if (fault is null) return;
            if (fault.IsBusy) FailWaiting(store.Report(session, fault));
            else
                foreach (var op in _together)
                    WriteAlone(op);
        }
        catch (TierException error)
        {
            FailAll(_together, error);
        }
        catch (Exception error)
        {
            // A mistake of ours in one of them: nobody may wait for ever because of it.
            FailAll(_together, new TierException(TierFailure.MaybeDone, $"LAR241 {settings.Path}: a write failed, and the fault is Larder's own.", error));
        }
    }

    private void WriteAlone(WriteOp op)
    {
        try
        {
            var session = store.Current();
            var fault = Commit(session, [op]);
            for (var round = 0; round < MostEvictions && fault is { IsFull: true } && MakeRoom(session); round++) fault = Commit(session, [op]);
            if (fault is not null) op.Failed(store.Report(session, fault));
        }
        catch (TierException error)
        {
            op.Failed(error);
        }
    }

    private SqliteFault? Commit(SqliteSession session, List<WriteOp> ops)
    {
        if (!session.TryEnterWriter()) throw Lost();
        try
        {
            foreach (var op in ops) op.Starting();
            session.Writer.Run("BEGIN IMMEDIATE");
            foreach (var op in ops) op.Run(session.Writer);
            session.Writer.Run("COMMIT");

            // A write is acknowledged only if the file that took it still is the one that all processes see.
            if (!session.IsAtPath(session.Writer))
            {
                store.Lose(session);
                throw Lost();
            }
        }
        catch (SqliteFault fault)
        {
            return fault;
        }
        finally
        {
            session.Writer.Abandon();
            session.ExitWriter();
        }

        foreach (var op in ops) op.Committed();
        return null;
    }

    private bool MakeRoom(SqliteSession session)
    {
        if (!session.TryEnterWriter()) return false;
        try
        {
            return Eviction.MakeRoom(session.Writer);
        }
        catch (SqliteFault)
        {
            return false; // The fault that asked for room is the one to report.
        }
        finally
        {
            session.Writer.Abandon();
            session.ExitWriter();
        }
    }

    // Each of them has waited for the locks as long as a command may; those that came meanwhile would wait as long again.
    private void FailWaiting(TierException error)
    {
        FailAll(_together, error);
        while (_waiting.Reader.TryRead(out var op)) op.Failed(error);
    }

    private static void FailAll(List<WriteOp> ops, TierException error)
    {
        foreach (var op in ops) op.Failed(error);
    }

    private TierException Lost() => new(TierFailure.MaybeDone, $"LAR241 {settings.Path} was deleted or replaced while it was written to. It is opened again.");
}
