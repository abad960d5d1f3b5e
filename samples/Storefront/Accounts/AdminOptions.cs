namespace Storefront.Accounts;

/// <summary>What the admin logs in with, from <c>ADMIN_PASSWORD</c> and <c>ADMIN_OTP_SECRET</c>. It is never written to the database.</summary>
internal sealed class AdminOptions
{
    public const string PasswordSetting = "ADMIN_PASSWORD";
    public const string SecretSetting = "ADMIN_OTP_SECRET";

    /// <summary>At least 12 characters; null: the one of the sample, where that may be used, else nobody is admin.</summary>
    public string? Password { get; set; }

    /// <summary>The secret of the admin's authenticator, in base32; null: the one of the sample, where that may be used, else nobody is admin.</summary>
    public string? OtpSecret { get; set; }
}
