using Microsoft.Extensions.Configuration;

namespace Larder.AspNetCore.Admin;

/// <summary>Reads <c>Larder:Admin</c>.</summary>
internal static class AdminSettings
{
    private const string Section = "Larder:Admin";
    private static readonly string[] Known = ["Token", "TokenFile", "ReadOnly"];

    /// <exception cref="InvalidOperationException">A setting is unknown, or can't be read (LAR534).</exception>
    public static void Read(IConfiguration configuration, AdminOptions options)
    {
        foreach (var child in configuration.GetSection(Section).GetChildren())
        {
            if (!Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new InvalidOperationException($"LAR534 {Section}:{child.Key} is not a known setting. Known settings of {Section}: {string.Join(", ", Known)}.");
        }

        if (Value(configuration, "Token", "LARDER_ADMIN_TOKEN") is { } token) options.Tokens[token] = AdminRole.Admin;
        if (Value(configuration, "TokenFile", "LARDER_ADMIN_TOKEN_FILE") is { } file) options.Tokens[TokenIn(file)] = AdminRole.Admin;
        if (Value(configuration, "ReadOnly", "LARDER_ADMIN_READ_ONLY") is { } readOnly) options.IsReadOnly = IsTrue(readOnly);
    }

    /// <exception cref="InvalidOperationException">A token is too short (LAR531).</exception>
    public static void Check(AdminOptions options)
    {
        foreach (var token in options.Tokens.Keys)
        {
            if (token.Length < AdminOptions.LeastTokenLength)
                throw new InvalidOperationException($"LAR531 A token of {Section} has {token.Length} characters, fewer than {AdminOptions.LeastTokenLength}: it could be guessed. Make one: openssl rand -base64 32");
        }
    }

    private static string? Value(IConfiguration configuration, string name, string variable) =>
        (configuration[variable] ?? configuration[$"{Section}:{name}"]) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string TokenIn(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"LAR534 {Section}:TokenFile can't be read: {unreadable.Message}", unreadable);
        }
    }

    private static bool IsTrue(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new InvalidOperationException($"LAR534 {Section}:ReadOnly takes true or false."),
    };
}
