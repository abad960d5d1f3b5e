namespace Larder.Settings;

/// <summary>One source of settings. Of several, a later one wins.</summary>
internal abstract class Layer
{
    /// <summary>True if the layer has the key, also with null, which takes back what an earlier layer said.</summary>
    public abstract bool TryGet(string key, out string? value);

    /// <summary>The names below a key, as they are written there; null: the names that stand at the top.</summary>
    public abstract IEnumerable<string> Names(string? key);

    /// <summary>Where in the layer a key stands, for a person who wants to change it.</summary>
    public abstract string OriginOf(string key);

    /// <summary>True if the names at the top are environment variables.</summary>
    public virtual bool IsEnvironment => false;

    /// <summary>The key as this layer writes it.</summary>
    protected string Spelled(string key)
    {
        string? spelled = null;
        foreach (var part in key.Split(':'))
        {
            var name = Names(spelled).FirstOrDefault(name => name.Equals(part, StringComparison.OrdinalIgnoreCase)) ?? part;
            spelled = spelled is null ? name : $"{spelled}:{name}";
        }
        return spelled!;
    }
}
