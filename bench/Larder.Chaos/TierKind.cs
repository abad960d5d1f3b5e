namespace Larder.Chaos;

/// <summary>What the processes share.</summary>
public enum TierKind
{
    Redis,
    Sqlite,
}
