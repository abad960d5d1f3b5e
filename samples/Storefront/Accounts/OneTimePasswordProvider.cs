using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Larder.Counting;
using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts;

/// <summary>
/// Checks one-time passwords for Identity. A code opens once: adding to the counter of its step is one step in the place that all instances share, so of two
/// that bring the same code, to whichever instances, one is the first. The counter lives as long as the code can be right.
/// </summary>
internal sealed class OneTimePasswordProvider(ICounters counters, TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.OtpSecret is not null);

    /// <summary>The authenticator makes the codes; nothing is sent.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user) =>
        user.OtpSecret is { } secret ? UseAsync(user, secret, token, CancellationToken.None) : Task.FromResult(false);

    /// <summary>True for the first use of a right code.</summary>
    public async Task<bool> UseAsync(Account user, string secret, string code, CancellationToken cancellationToken)
    {
        if (OneTimePassword.Match(Base32.Decode(secret), code, clock.GetUtcNow()) is not { } step) return false;
        return await counters.AddAsync(UseOf(user, secret, step), 1, OneTimePassword.Validity, cancellationToken) == 1;
    }

    // With the secret: a new authenticator's first code is another one. As a hash: a counter's name is no place for it.
    private static string UseOf(Account user, string secret, long step)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{user.Id}|{secret}|{step}");
        return $"login:code-used:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}";
    }
}
