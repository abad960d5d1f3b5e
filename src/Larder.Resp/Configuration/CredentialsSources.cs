namespace Larder.Resp.Configuration;

/// <summary>Where user and password come from, for servers and for sentinels.</summary>
internal static class CredentialsSources
{
    /// <summary>For servers; null if there is nothing to send.</summary>
    public static RespCredentialsSource? ForServers(RespOptions options)
    {
        if (options.Credentials is { } source) return source;
        if (options.PasswordFile is { } file) return cancellationToken => ReadAsync(options.User, file, cancellationToken);
        return Fixed(options.User, options.Password);
    }

    public static RespCredentialsSource? ForSentinels(RespOptions options) => Fixed(options.SentinelUser, options.SentinelPassword);

    /// <summary>True if they can be others later.</summary>
    public static bool CanChange(RespOptions options) => options.Credentials is not null || options.PasswordFile is not null;

    private static RespCredentialsSource? Fixed(string? user, string? password)
    {
        if (password is null && user is null) return null;
        var credentials = new RespCredentials(user, password ?? "");
        return _ => ValueTask.FromResult(credentials);
    }

    // Only the line end that an editor adds is taken away: a password may end with a space.
    private static async ValueTask<RespCredentials> ReadAsync(string? user, string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            return new RespCredentials(user, text.TrimEnd('\r', '\n'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RespConnectionException($"LAR203 The file with the password cannot be read: {e.Message}", Delivery.NotSent, e);
        }
    }
}
