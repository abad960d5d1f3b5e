namespace Larder.Generators.Parsing;

/// <summary>What can be wrong with the template of a key.</summary>
internal enum KeyFaultKind
{
    /// <summary>There is nothing between two braces.</summary>
    Empty,

    /// <summary>A brace is opened and not closed.</summary>
    Unclosed,

    /// <summary>A brace is closed that was not opened; written twice, it stands for itself.</summary>
    Unopened,

    /// <summary>A brace is opened between two braces.</summary>
    Nested,

    /// <summary>What stands between the braces is no name, nor names joined by dots.</summary>
    NoName,

    /// <summary>The same stands between braces twice.</summary>
    Repeated,

    /// <summary>There is no such parameter.</summary>
    Unknown,
}
