using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Larder.Resp.Configuration;

/// <summary>Makes TLS of a connection, and says in words why it could not. Files are read for each connection, so certificates can be replaced.</summary>
internal sealed class TlsSetup(RespTlsOptions options)
{
    private const string Code = "LAR204";

    /// <exception cref="RespConnectionException">The server is not trusted, does not speak TLS, or a file of ours cannot be used.</exception>
    public async ValueTask<Stream> SecureAsync(Stream stream, EndPoint endPoint, CancellationToken cancellationToken)
    {
        var server = options.ServerName ?? HostOf(endPoint);
        var verdict = new TlsVerdict(options, server);
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(Parameters(server, verdict), cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or UnauthorizedAccessException or OperationCanceledException)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new RespConnectionException($"{Code} {Explain(e, server, verdict)}", Delivery.NotSent, e) { EndPoint = endPoint };
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string HostOf(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint name => name.Host,
        IPEndPoint address => address.Address.ToString(),
        _ => "localhost",
    };

    private static string Explain(Exception failure, string server, TlsVerdict verdict) => failure switch
    {
        _ when verdict.Complaint is { } complaint => complaint,
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => $"A file for TLS cannot be read: {failure.Message}",
        CryptographicException => $"A file for TLS is no certificate or key in PEM form, or they do not belong together: {failure.Message}",
        OperationCanceledException => $"{server} did not answer in TLS in time. Does it speak TLS on this port? If not, write redis:// or leave ssl=true out.",
        _ => $"{server} did not complete the TLS handshake. Does it speak TLS on this port? If not, write redis:// or leave ssl=true out. {failure.Message}",
    };

    private SslClientAuthenticationOptions Parameters(string server, TlsVerdict verdict) => new()
    {
        TargetHost = server,
        EnabledSslProtocols = options.Protocols,
        ClientCertificateContext = ClientCertificate(),
        CertificateChainPolicy = ChainPolicy(),
        RemoteCertificateValidationCallback = verdict.IsTrusted,
    };

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = options.Revocation };
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1", "Server Authentication"));
        if (options.CaFile is null && options.Authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        if (options.Authorities is { } given) policy.CustomTrustStore.AddRange(given);
        if (options.CaFile is { } file) policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private SslStreamCertificateContext? ClientCertificate()
    {
        if (options.ClientCertificate is { } given) return SslStreamCertificateContext.Create(given, additionalCertificates: null, offline: true);
        if (options.CertificateFile is not { } file) return null;
        var own = X509Certificate2.CreateFromPemFile(file, options.KeyFile);
        // Windows cannot use a key that is in no store and came in no container.
        if (OperatingSystem.IsWindows()) own = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), password: null);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }
}
