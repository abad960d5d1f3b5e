namespace Storefront.Accounts;

/// <summary>Who logs in, as ASP.NET Core Identity sees a user. It is read from the database for each log-in and is never cached.</summary>
internal sealed class Account
{
    public int Id { get; init; }

    public string Username { get; init; } = "";

    public string Role { get; init; } = "";

    /// <summary>Null for who can't log in.</summary>
    public string? PasswordHash { get; set; }

    public string SecurityStamp { get; set; } = "";

    /// <summary>The secret of the authenticator in base32; null for who has none.</summary>
    public string? OtpSecret { get; set; }

    /// <summary>In seconds since 1970; null for who is not locked out.</summary>
    public long? LockedUntil { get; set; }
}
