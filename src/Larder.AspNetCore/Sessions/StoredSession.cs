using Larder.Versions;

namespace Larder.AspNetCore.Sessions;

/// <summary>
/// A session where it is stored. It is written only over the version that was read, or else read again and merged; a session that was there and is gone
/// is not made again. It is stored for a quarter longer than it lives without use, and made to last again when that quarter is over: so reading requests
/// write at most once in a quarter of that time, and no session ends early.
/// </summary>
internal sealed class StoredSession(SessionPlace place, string key, TimeSpan idleTimeout)
{
    private const int MostAttempts = 200;

    private VersionedEntry? _seen;
    private bool _existed;
    private SessionContent? _read;

    public string Key => key;

    /// <summary>Whether anybody knows what the session holds.</summary>
    public bool IsReached { get; private set; }

    private string EntryKey => SessionPlace.KeyOf(key);

    public async ValueTask<SessionContent> ReadAsync(CancellationToken cancellationToken)
    {
        _seen = await place.Entries.ReadAsync(EntryKey, cancellationToken).ConfigureAwait(false);
        IsReached = _seen.State != VersionedState.Unreachable;
        if (!IsReached) place.Log.NotRead();
        _existed |= _seen.IsHeld;
        _read = place.Seal.Open(key, _seen) ?? new SessionContent(_read?.Id ?? NewId(), []);

        // The caller changes what he gets; what was read stays.
        return new SessionContent(_read.Id, new(_read.Values, StringComparer.Ordinal));
    }

    public async ValueTask TouchAsync(CancellationToken cancellationToken)
    {
        if (_seen is not { IsHeld: true } seen || seen.Remaining > idleTimeout) return;
        _seen = null;

        // Who changed it meanwhile has made it last, and who removed it meant it.
        var outcome = await place.Entries.ReplaceAsync(seen, WriteOf(seen.Value), cancellationToken).ConfigureAwait(false);
        if (outcome == VersionedOutcome.Unreachable) place.Log.NotStored();
    }

    /// <summary>Makes the changes on whatever the session holds now. Null when they are not stored; that was logged.</summary>
    public async ValueTask<SessionContent?> MergeAsync(SessionChanges changes, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (_seen is null) await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_existed && _seen!.State == VersionedState.Absent)
            {
                place.Log.Gone();
                return null;
            }

            var merged = changes.ApplyTo(_read!);
            if (!Fits(merged)) return null;
            var outcome = await place.Entries.ReplaceAsync(_seen!, WriteOf(place.Seal.Close(key, merged)), cancellationToken).ConfigureAwait(false);
            _seen = null;
            if (outcome == VersionedOutcome.Done)
            {
                _existed = true;
                return merged;
            }

            if (!await MayRetryAsync(outcome, merged, attempt, cancellationToken).ConfigureAwait(false)) return null;
        }

        place.Log.Contended(MostAttempts);
        return null;
    }

    /// <summary>
    /// Puts all of it under a new key, and removes it here if nobody changed it meanwhile: else once more, so that nothing is lost. Null when the shared
    /// tier is away.
    /// </summary>
    public async ValueTask<(StoredSession Stored, SessionContent Content)?> MoveAsync(SessionChanges changes, CancellationToken cancellationToken)
    {
        var next = new StoredSession(place, SessionCookie.NewKey(), idleTimeout);
        var id = NewId();
        for (var attempt = 0; ; attempt++)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            var seen = _seen!;
            if (!IsReached) return null;
            var content = changes.ApplyTo(_read!).WithId(id);
            if (!await next.PutAsync(content, cancellationToken).ConfigureAwait(false)) return null;
            var outcome = await place.Entries.RemoveAsync(seen, cancellationToken).ConfigureAwait(false);
            if (outcome == VersionedOutcome.Changed && attempt < MostAttempts) continue;

            // The last word: also what another request wrote in this moment ends, now or when the tier is back.
            if (outcome != VersionedOutcome.Done) await place.Cache.RemoveAsync(EntryKey, CancellationToken.None).ConfigureAwait(false);
            return (next, new SessionContent(id, new(content.Values, StringComparer.Ordinal)));
        }
    }

    private async ValueTask<bool> PutAsync(SessionContent content, CancellationToken cancellationToken)
    {
        var seen = await place.Entries.ReadAsync(EntryKey, cancellationToken).ConfigureAwait(false);
        var outcome = await place.Entries.ReplaceAsync(seen, WriteOf(place.Seal.Close(key, content)), cancellationToken).ConfigureAwait(false);
        if (outcome == VersionedOutcome.Done) (IsReached, _existed) = (true, true);
        else place.Log.NotStored();
        return outcome == VersionedOutcome.Done;
    }

    /// <summary>Waits a little, longer each time, so that many who write one session get in one after the other.</summary>
    private async ValueTask<bool> MayRetryAsync(VersionedOutcome outcome, SessionContent merged, int attempt, CancellationToken cancellationToken)
    {
        if (outcome == VersionedOutcome.Unreachable)
        {
            // Nobody knows any more what the session holds: who asks IsAvailable after committing is told.
            IsReached = false;
            place.Log.NotStored();
        }

        if (outcome == VersionedOutcome.TooLarge) place.Log.TooLarge(merged.Values.Count, merged.Bytes);
        if (outcome != VersionedOutcome.Changed) return false;
        if (attempt > 2)
            await Task.Delay(TimeSpan.FromMilliseconds(1 + place.Draw(Math.Min(attempt * 2, 30))), place.Time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool Fits(SessionContent content)
    {
        var isFitting = content.Values.Count <= place.Limits.MaxKeys && content.Bytes <= place.Limits.MaxBytes;
        if (!isFitting) place.Log.TooLarge(content.Values.Count, content.Bytes);
        return isFitting;
    }

    private VersionedWrite WriteOf(CacheBytes bytes) => new(bytes, idleTimeout * 1.25);

    private static string NewId() => Guid.NewGuid().ToString();
}
