namespace Larder.Chaos;

/// <summary>How something was removed; the history names it beside each removal, for who looks for a cause.</summary>
public enum RemovalWay
{
    Unknown,
    Key,
    Keys,
    Tag,
    Prefix,
    Glob,
    Clear,
}
