namespace Larder.Inspection;

/// <summary>How the text of a value is to be read.</summary>
public enum ValueFormat
{
    /// <summary>It is null, or its id does not exist.</summary>
    Null,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>Bytes in Base64.</summary>
    Base64,

    /// <summary>It is there and is not shown; the note says why.</summary>
    Withheld,
}
