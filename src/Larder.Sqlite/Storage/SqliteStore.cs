using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Storage;

/// <summary>
/// The file as its users see it: it is there, or a command says why not. Opens it at the first command, and again, with growing pauses, after it
/// was lost. Nobody else opens, closes or moves it.
/// </summary>
internal sealed class SqliteStore : IAsyncDisposable
{
    private const long FirstPauseMs = 25;
    private const long LongestPauseMs = 2000;

    private readonly StoreSettings _settings;
    private readonly MonotonicClock _clock;
    private readonly FileOpening _opening;
    private readonly Action _onLost;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private SqliteSession? _session;
    private SlotVersion _damaged;
    private TierException? _lastFailure;
    private long _retryAt = long.MinValue;
    private long _pauseMs = FirstPauseMs;
    private bool _isDisposed;

    /// <param name="settings">Where and how large.</param>
    /// <param name="time">Whose wall clock dates entries; processes of one machine share it.</param>
    /// <param name="random">Spreads the attempts of several processes.</param>
    /// <param name="log">For what the caller can't know.</param>
    /// <param name="onLost">Called before the file is opened again: what was heard of it so far may be incomplete.</param>
    public SqliteStore(StoreSettings settings, TimeProvider time, Random random, StoreLog log, Action onLost)
    {
        _settings = settings;
        _random = random;
        _onLost = onLost;
        _clock = new MonotonicClock(time);
        _opening = new FileOpening(settings, time, log);
        Writes = new WriteQueue(this, settings);
    }

    /// <summary>Where changes go.</summary>
    public WriteQueue Writes { get; }

    /// <summary>The file, opened if need be.</summary>
    /// <exception cref="TierException">It can't be opened now, or could not a moment ago.</exception>
    public SqliteSession Current()
    {
        var session = Volatile.Read(ref _session);
        if (session is not null) return session;
        if (!_gate.TryEnter(_settings.CommandTimeout))
            throw new TierException(TierFailure.TimedOut, $"LAR246 {_settings.Path} is being opened, and that takes long.");
        try
        {
            return _session ?? Open();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Reads with a connection of the pool, on the caller's thread: in WAL mode a reader waits for nobody.</summary>
    public TResult Read<TState, TResult>(TState state, Func<FileConnection, TState, TResult> read)
    {
        var session = Current();
        try
        {
            var reader = session.Rent();
            try
            {
                var result = read(reader, state);

                // What a file says that was deleted or replaced meanwhile may be older than what others have long removed from the new one.
                if (reader.HasMoved)
                {
                    Lose(session);
                    throw new TierException(TierFailure.Unreachable, $"LAR241 {_settings.Path} was deleted or replaced. It is opened again.");
                }

                session.Return(reader);
                return result;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        catch (SqliteFault fault)
        {
            throw Report(session, fault);
        }
    }

    /// <summary>Changes the file; completes when the change is committed.</summary>
    public Task<T> WriteAsync<T>(Func<FileConnection, T> write, CancellationToken cancellationToken) =>
        Writes.WriteAsync(new SimpleWrite<T>(write), cancellationToken);

    /// <summary>Draws the consequence of a fault for the session, and puts it in words for the caller.</summary>
    public TierException Report(SqliteSession session, SqliteFault fault)
    {
        if (fault.IsCorrupt || fault.LosesConnection) Lose(session, fault);
        return fault.ToTier(_settings.Path);
    }

    /// <summary>This session is over: its file was deleted, replaced or can't be read any more. Only the first call counts.</summary>
    public void Lose(SqliteSession session) => End(session, SlotVersion.None);

    /// <summary>This session is over because of a fault.</summary>
    public void Lose(SqliteSession session, SqliteFault fault) => End(session, fault.IsCorrupt ? session.Identity : SlotVersion.None);

    /// <summary>Whether this session still is the one in use.</summary>
    public bool IsCurrent(SqliteSession session) => ReferenceEquals(Volatile.Read(ref _session), session);

    /// <summary>Writes the log back into the file and cuts it to nothing, unless somebody is using it.</summary>
    public void Checkpoint()
    {
        var session = Current();
        try
        {
            using var file = session.OpenReader();
            file.BusyFor(TimeSpan.Zero);
            file.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteFault fault)
        {
            throw Report(session, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _isDisposed = true;
            _session?.Retire();
            _session = null;
        }
    }

    private void End(SqliteSession session, SlotVersion damaged)
    {
        lock (_gate)
        {
            if (_session != session) return;
            _session = null;
            _damaged = damaged;

            // Before any reader can get at a new session: what it finds there must not be taken for part of the old stream.
            _onLost();
            session.Retire();
        }
    }

    private SqliteSession Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_lastFailure is { } last && _clock.Now < _retryAt) throw new TierException(last.Failure, last.Message, last.InnerException);
        try
        {
            var session = _opening.Open(_damaged);
            _damaged = default;
            _lastFailure = null;
            _pauseMs = FirstPauseMs;
            Volatile.Write(ref _session, session);
            return session;
        }
        catch (TierException failure)
        {
            _lastFailure = failure;
            _retryAt = _clock.Now + (_pauseMs / 2) + _random.NextInt64(_pauseMs);
            _pauseMs = Math.Min(_pauseMs * 2, LongestPauseMs);
            throw;
        }
    }
}
