using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Larder.Resp.Configuration;

/// <summary>How a connection is encrypted, and whom it trusts.</summary>
public sealed record RespTlsOptions
{
    /// <summary>The name that is sent to the server (SNI) and that its certificate must be made out to. Null: the host of the endpoint.</summary>
    public string? ServerName { get; init; }

    /// <summary>A PEM file with the certificates of the authorities to trust, instead of the system's. Null: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>A PEM file with the client's certificate, and its key unless <see cref="KeyFile"/> has that. Read anew for each connection.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with the key of the client's certificate.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Certificates of authorities to trust beside those of <see cref="CaFile"/>, and instead of the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The client's certificate with its key, for those who have no file.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>What is checked. Default <see cref="TlsVerification.Full"/>.</summary>
    public TlsVerification Verification { get; init; } = TlsVerification.Full;

    /// <summary>Whether revocation lists are asked. Default: no, as private authorities seldom have one.</summary>
    public X509RevocationMode Revocation { get; init; } = X509RevocationMode.NoCheck;

    /// <summary>The versions of TLS. Default: the system's choice.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.None;
}
