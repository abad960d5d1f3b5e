using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Larder.Support;

/// <summary>Certificates of our own in PEM files: an authority, and what it signed for servers and clients. Made anew for each use.</summary>
public sealed class TlsFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-tls-").FullName;
    private readonly X509Certificate2 _authority;

    public TlsFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Larder test authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        Write("ca", _authority, key);
        Issue("server", "localhost");
        Issue("other-host", "redis.example.com");
        Issue("client", "cacher");
        Issue("expired", "localhost", DateTimeOffset.UtcNow.AddDays(-1));
    }

    public string AuthorityFile => File("ca.crt");

    /// <summary>The lines that make a redis-server speak TLS alone, on this port, with a certificate for localhost and 127.0.0.1.</summary>
    /// <param name="port">The port.</param>
    /// <param name="certificate">server, other-host (made out to redis.example.com), or expired.</param>
    /// <param name="clients">no, optional or yes: whether clients must show a certificate of the authority.</param>
    public string[] ServerLines(int port, string certificate = "server", string clients = "no") =>
    [
        "port 0", $"tls-port {port}", $"tls-cert-file {CertificateFile(certificate)}", $"tls-key-file {KeyFile(certificate)}",
        $"tls-ca-cert-file {AuthorityFile}", $"tls-auth-clients {clients}",
    ];

    /// <param name="name">server, other-host, client or expired.</param>
    public string CertificateFile(string name) => File(name + ".crt");

    /// <param name="name">server, other-host, client or expired.</param>
    public string KeyFile(string name) => File(name + ".key");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private void Issue(string name, string host, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        var serial = RandomNumberGenerator.GetBytes(12);
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddDays(-20), until ?? DateTimeOffset.UtcNow.AddDays(20), serial);
        Write(name, certificate, key);
    }

    private void Write(string name, X509Certificate2 certificate, ECDsa key)
    {
        System.IO.File.WriteAllText(File(name + ".crt"), certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File(name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }
}
