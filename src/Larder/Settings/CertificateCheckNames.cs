namespace Larder.Settings;

/// <summary>What of a certificate is checked, as settings of several clients write it.</summary>
internal static class CertificateCheckNames
{
    public static Complaint Complaint { get; } = new("LAR235", "Not a way to check a certificate. Use required, ca or none.");

    public static bool TryParse(string text, out RedisCertificateCheck check)
    {
        RedisCertificateCheck? found = text.ToLowerInvariant() switch
        {
            "required" or "full" or "true" => RedisCertificateCheck.Required,
            "ca" => RedisCertificateCheck.Ca,
            "none" or "optional" or "false" => RedisCertificateCheck.None,
            _ => null,
        };
        check = found ?? default;
        return found is not null;
    }

    public static string Format(RedisCertificateCheck check) => check.ToString().ToLowerInvariant();
}
