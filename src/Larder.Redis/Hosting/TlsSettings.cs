using Larder.Resp.Configuration;

namespace Larder.Redis.Hosting;

/// <summary>TLS, from the settings and what the URL says of it.</summary>
internal static class TlsSettings
{
    private const string Code = "LAR212";

    public static RespTlsOptions? Of(RedisTlsSettings settings, RespTlsOptions? inUrl)
    {
        var tls = inUrl ?? (settings.Enabled == true ? new RespTlsOptions() : null);
        return tls is null ? null : tls with
        {
            Verification = settings.Verify is { } check ? VerificationOf(check) : tls.Verification,
            CaFile = settings.CaFile ?? tls.CaFile,
            CertificateFile = settings.CertFile ?? tls.CertificateFile,
            KeyFile = settings.KeyFile ?? tls.KeyFile,
        };
    }

    /// <summary>What the settings say against each other or against the URL.</summary>
    public static IEnumerable<RespRemark> Contradictions(RedisTlsSettings settings, RespTlsOptions? inUrl)
    {
        if (inUrl is not null && settings.Enabled == false)
            yield return new(Code, "Larder:Redis:Tls:Enabled is false, and the URL of Redis asks for TLS. Leave one of the two out.");
        var isOn = inUrl is not null || settings.Enabled == true;
        foreach (var (name, given, other) in Parts(settings, inUrl))
        {
            if (given is null) continue;
            if (!isOn) yield return new(Code, $"Larder:Redis:Tls:{name} is set, and TLS is off. Set Larder:Redis:Tls:Enabled to true, or write rediss:// in the URL.");
            else if (other is not null && other != given) yield return new(Code, $"Larder:Redis:Tls:{name} is set, and the URL of Redis says it otherwise. Leave one of the two out.");
        }
    }

    private static IEnumerable<(string Name, string? Given, string? InUrl)> Parts(RedisTlsSettings settings, RespTlsOptions? inUrl) =>
    [
        ("Verify", settings.Verify is { } check ? VerificationOf(check).ToString() : null, inUrl is { Verification: not TlsVerification.Full } ? inUrl.Verification.ToString() : null),
        ("CaFile", settings.CaFile, inUrl?.CaFile),
        ("CertFile", settings.CertFile, inUrl?.CertificateFile),
        ("KeyFile", settings.KeyFile, inUrl?.KeyFile),
    ];

    private static TlsVerification VerificationOf(RedisCertificateCheck check) => check switch
    {
        RedisCertificateCheck.Ca => TlsVerification.AuthorityOnly,
        RedisCertificateCheck.None => TlsVerification.None,
        _ => TlsVerification.Full,
    };
}
