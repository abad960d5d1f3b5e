namespace Larder.Resp;

/// <summary>What a reply is.</summary>
public enum RespKind
{
    /// <summary>Nothing: RESP3's null, RESP2's null bulk string and null list.</summary>
    Null,

    /// <summary>A simple string, such as OK.</summary>
    Text,

    /// <summary>An error inside a list, such as a failed command of a transaction.</summary>
    Error,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A bulk string: any bytes. A verbatim string too, without its format.</summary>
    Bulk,

    /// <summary>A list.</summary>
    List,

    /// <summary>A set; in RESP2 a list.</summary>
    Set,

    /// <summary>Keys and values, one after the other; in RESP2 a list.</summary>
    Map,

    /// <summary>What the server sends unasked.</summary>
    Push,

    /// <summary>A floating-point number; in RESP2 a bulk string.</summary>
    Real,

    /// <summary>True or false; in RESP2 an integer.</summary>
    Boolean,

    /// <summary>A whole number of any size.</summary>
    BigInteger,
}
