namespace Larder.EntityFrameworkCore.Sql;

/// <summary>What a piece of a statement is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes, without them.</summary>
    Name,

    /// <summary>A text, a number or a parameter.</summary>
    Value,

    /// <summary>One character that is none of these.</summary>
    Symbol,
}
