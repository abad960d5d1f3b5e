namespace Larder.Resp.Configuration;

/// <summary>What of a server's certificate is checked.</summary>
public enum TlsVerification
{
    /// <summary>Who signed it, its dates, and that it is made out to the server's name. The default.</summary>
    Full,

    /// <summary>Who signed it and its dates, but not the name. For servers that are reached by addresses that no certificate names.</summary>
    AuthorityOnly,

    /// <summary>Nothing (LAR217): whoever sits on the network can read and change everything, the password first.</summary>
    None,
}
