using Microsoft.Extensions.Options;

namespace Storefront.Accounts;

/// <summary>Refuses at the start what would refuse the admin later.</summary>
internal sealed class AdminOptionsCheck(TestAccounts tests) : IValidateOptions<AdminOptions>
{
    private const int ShortestPassword = 12;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        List<string> problems = [];
        if (options.OtpSecret is { } secret && Base32.Fault(secret) is { } fault)
            problems.Add($"LAR911 {AdminOptions.SecretSetting} is not base32: {fault} (allowed A-Z, 2-7). Example: {AdminCredentials.SampleSecret}");
        if (options.Password is { Length: < ShortestPassword })
            problems.Add($"LAR912 {AdminOptions.PasswordSetting} has fewer than {ShortestPassword} characters. Choose a longer one.");
        if (options is { Password: not null, OtpSecret: null } && !tests.MayLogIn)
            problems.Add($"LAR912 {AdminOptions.PasswordSetting} is set and {AdminOptions.SecretSetting} is not; the admin logs in with both. Set both.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
