using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Larder.Resp.Configuration;

/// <summary>Decides about one server's certificate, and remembers in words what was wrong with it.</summary>
internal sealed class TlsVerdict(RespTlsOptions options, string server)
{
    /// <summary>Why it was not trusted; null if it was, or if none came.</summary>
    public string? Complaint { get; private set; }

    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (options.Verification == TlsVerification.None) return true;
        if (options.Verification == TlsVerification.AuthorityOnly) errors &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        if (errors == SslPolicyErrors.None) return true;
        Complaint = $"The TLS certificate of {server} is not trusted: {Why(certificate as X509Certificate2, chain, errors)}";
        return false;
    }

    private string Why(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0) return "the server sent none.";
        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0)
            return $"it is made out to {Names(certificate)}. If that is the right server, say its name with serverName=, or check the authority alone with verify=ca.";
        var found = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
        if ((found & X509ChainStatusFlags.NotTimeValid) != 0)
            return string.Create(CultureInfo.InvariantCulture, $"it is valid from {certificate.NotBefore:u} to {certificate.NotAfter:u}. Renew it, or set the clock of this machine.");
        if ((found & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)) != 0)
            return $"unknown issuer \"{certificate.Issuer}\". Name the file with the certificate of that authority: caFile=";
        return $"{string.Join(", ", (chain?.ChainStatus ?? []).Select(static status => status.StatusInformation.Trim()))}";
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(static address => address.ToString()))).ToArray();
        return names.Length > 0 ? string.Join(", ", names) : certificate.Subject;
    }
}
