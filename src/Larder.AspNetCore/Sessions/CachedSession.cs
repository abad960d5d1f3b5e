using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore.Sessions;

/// <summary>
/// The session of one request. It is read when it is first asked for, keeps a list of what the request changes, and writes at the end, if anything
/// changed. Not safe for several threads, as no session is.
/// </summary>
internal sealed class CachedSession(SessionPlace place, SessionTerms terms) : ISession
{
    private readonly SessionChanges _changes = new();
    private StoredSession? _stored;
    private SessionContent _content = new("", []);
    private HttpContext? _unnamed;

    // Who did not await LoadAsync blocks his thread here; nothing below needs it to come back.
    public bool IsAvailable
    {
        get
        {
            if (_stored is null) LoadAsync(CancellationToken.None).GetAwaiter().GetResult();
            return _stored!.IsReached;
        }
    }

    public string Id => IsAvailable ? _content.Id : "";

    public IEnumerable<string> Keys => IsAvailable ? _content.Values.Keys : [];

    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        if (_stored is not null) return;
        var stored = new StoredSession(place, terms.Key, terms.IdleTimeout);
        _content = await stored.ReadAsync(cancellationToken).ConfigureAwait(false);
        _stored = stored;
    }

    public bool TryGetValue(string key, [NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        if (!IsAvailable || !_content.Values.TryGetValue(key, out var held)) return false;
        value = [.. held];
        return true;
    }

    public void Set(string key, byte[] value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!IsAvailable) return;
        Check(key, value);
        if (!TryEstablish()) throw new InvalidOperationException("LAR355 The session can't be begun after the response has started. Set something in it before, or begin it earlier in the request.");
        byte[] copy = [.. value];
        _content.Values[key] = copy;
        _changes.Set(key, copy);
    }

    public void Remove(string key)
    {
        if (IsAvailable && _content.Values.Remove(key)) _changes.Remove(key);
    }

    /// <summary>Removes the keys that this request knows: what another one adds at the same time stays.</summary>
    public void Clear()
    {
        if (!IsAvailable) return;
        foreach (var key in _content.Values.Keys) _changes.Remove(key);
        _content.Values.Clear();
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (_stored is not { IsReached: true } stored) return;
        if (_changes.AreNone)
        {
            await stored.TouchAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await stored.MergeAsync(_changes, cancellationToken).ConfigureAwait(false) is { } merged) _content = merged;
        _changes.Forget();
    }

    /// <summary>Goes on under a new key and id; who only knows the old ones has nothing.</summary>
    /// <returns>False when the shared tier is away: then everything is as it was.</returns>
    public async ValueTask<bool> RotateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        if (_stored is not { IsReached: true } stored) return false;

        // The browser gets this key only now, with this answer: nobody can have planted it.
        if (terms.IsNew) return true;
        ThrowIfStarted(context);
        if (await stored.MoveAsync(_changes, cancellationToken).ConfigureAwait(false) is not { } moved) return false;
        (_stored, _content) = moved;
        _changes.Forget();
        place.Cookie.Write(context, moved.Stored.Key);
        return true;
    }

    /// <summary>Ends the session on every instance. What is set after that begins another one.</summary>
    public async ValueTask RemoveAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        await place.Cache.RemoveAsync(SessionPlace.KeyOf(_stored!.Key), cancellationToken).ConfigureAwait(false);
        _changes.Forget();
        var next = new StoredSession(place, terms.IsNew ? terms.Key : SessionCookie.NewKey(), terms.IdleTimeout);
        _content = await next.ReadAsync(cancellationToken).ConfigureAwait(false);
        _stored = next;
        if (terms.IsNew || context.Response.HasStarted) return;
        place.Cookie.Expire(context);
        _unnamed = context;
    }

    private static void ThrowIfStarted(HttpContext context)
    {
        if (context.Response.HasStarted) throw new InvalidOperationException("LAR356 The session can't get another id after the response has started. Rotate it before anything is written.");
    }

    private bool TryEstablish()
    {
        if (_unnamed is not { } context) return terms.TryEstablish();
        if (context.Response.HasStarted) return false;
        place.Cookie.Write(context, _stored!.Key);
        _unnamed = null;
        return true;
    }

    private void Check(string key, byte[] value)
    {
        var limits = place.Limits;
        var keys = _content.Values.Count + (_content.Values.ContainsKey(key) ? 0 : 1);
        var held = _content.Values.TryGetValue(key, out var before) ? before.Length : -Encoding.UTF8.GetByteCount(key);
        if (keys <= limits.MaxKeys && _content.Bytes - held + value.Length <= limits.MaxBytes) return;
        throw new InvalidOperationException(
            $"LAR352 A session may have {limits.MaxKeys} keys and {limits.MaxBytes} bytes, and would have more. Keep less in it, or raise the limits of AddLarderSessions.");
    }
}
