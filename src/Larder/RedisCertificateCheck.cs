namespace Larder;

/// <summary>What of a Redis server's certificate is checked.</summary>
public enum RedisCertificateCheck
{
    /// <summary>Who signed it, when, and that it is made out to the server's name.</summary>
    Required,

    /// <summary>Who signed it and when, but not the name.</summary>
    Ca,

    /// <summary>Nothing: whoever sits on the network can read everything (LAR217, at each start).</summary>
    None,
}
