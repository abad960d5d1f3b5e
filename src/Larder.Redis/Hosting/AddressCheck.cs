using Larder.Resp.Configuration;
using Microsoft.Extensions.Options;

namespace Larder.Redis.Hosting;

/// <summary>Refuses at the start what the client would refuse at the first request. A text that is no address at all is refused by the cache's own settings.</summary>
/// <param name="cacheName">The one cache that this is for.</param>
internal sealed class AddressCheck(string cacheName) : IValidateOptions<CacheOptions>
{
    private const string NoAddress = "LAR211";

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        if (name != cacheName || options.SharedTier is SharedTierChoice.None or SharedTierChoice.Sqlite) return ValidateOptionsResult.Skip;
        try
        {
            ConnectionSettings.Of(options);
            return ValidateOptionsResult.Success;
        }
        catch (RespOptionsException refused)
        {
            string[] problems = [.. refused.Problems.Where(static problem => problem.Code != NoAddress).Select(static problem => problem.ToString())];
            return problems.Length == 0 ? ValidateOptionsResult.Skip : ValidateOptionsResult.Fail(problems);
        }
    }
}
