using System.Text.RegularExpressions;

namespace Larder.Inspection;

/// <summary>Keys whose words say that the value is nobody's business.</summary>
internal static partial class SecretNames
{
    public static bool IsOne(string key) => Words().IsMatch(key);

    [GeneratedRegex("pass|pwd|secret|token|otp|cookie|card|session|credential|apikey|api-key|api_key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
