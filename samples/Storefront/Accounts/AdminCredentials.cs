using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Storefront.Store.Seeding;

namespace Storefront.Accounts;

/// <summary>Lays what the settings say of the admin over what the database has.</summary>
internal sealed class AdminCredentials(IOptions<AdminOptions> options, TestAccounts tests)
{
    /// <summary>Public, for the sample alone.</summary>
    public const string SampleSecret = "JBSWY3DPEHPK3PXP";

    // Once for the process: it is meant to be slow.
    private readonly Lazy<string?> _hash = new(() =>
        options.Value.Password is { } password ? new PasswordHasher<Account>().HashPassword(new Account(), password) : null);

    /// <summary>Whether the settings name a secret, which is shown to nobody but the admin.</summary>
    public bool HasOwn => options.Value.OtpSecret is not null;

    public static bool IsAdmin(Account account) => account.Id == SeedCredentials.AdminId;

    public void Overlay(Account account)
    {
        if (!IsAdmin(account)) return;
        account.PasswordHash = _hash.Value ?? account.PasswordHash;
        account.OtpSecret = options.Value.OtpSecret is { } secret ? Base32.Plain(secret) : SampleSecret;
        if (options.Value.OtpSecret is null && !tests.MayLogIn) account.PasswordHash = null;
    }
}
