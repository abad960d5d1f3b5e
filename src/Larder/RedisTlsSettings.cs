namespace Larder;

/// <summary>How the connection to Redis is encrypted, where the URL does not say it.</summary>
public sealed class RedisTlsSettings
{
    /// <summary>Whether there is TLS. Null: as the URL says; without a URL, not.</summary>
    public bool? Enabled { get; set; }

    /// <summary>What of the server's certificate is checked. Null: as the URL says, else all of it.</summary>
    public RedisCertificateCheck? Verify { get; set; }

    /// <summary>A PEM file with the authorities to trust instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>A PEM file with the certificate that the server is shown.</summary>
    public string? CertFile { get; set; }

    /// <summary>A PEM file with the key of <see cref="CertFile"/>, unless that has it.</summary>
    public string? KeyFile { get; set; }
}
