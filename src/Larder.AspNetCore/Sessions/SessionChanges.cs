namespace Larder.AspNetCore.Sessions;

/// <summary>
/// What a request did to its session, key by key: so it can be done again on what another request made of the session meanwhile, and both keep
/// what they wrote.
/// </summary>
internal sealed class SessionChanges
{
    private readonly Dictionary<string, byte[]?> _changes = new(StringComparer.Ordinal);

    public bool AreNone => _changes.Count == 0;

    public void Set(string key, byte[] value) => _changes[key] = value;

    public void Remove(string key) => _changes[key] = null;

    public void Forget() => _changes.Clear();

    public SessionContent ApplyTo(SessionContent content)
    {
        var values = new Dictionary<string, byte[]>(content.Values, StringComparer.Ordinal);
        foreach (var (key, value) in _changes)
        {
            if (value is null) values.Remove(key);
            else values[key] = value;
        }

        return new SessionContent(content.Id, values);
    }
}
