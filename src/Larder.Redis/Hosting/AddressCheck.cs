using Larder.Resp.Configuration;
using Microsoft.Extensions.Options;

namespace Larder.Redis.Hosting;

/// <summary>Refuses at the start what the client would refuse at the first request. A text that is no address at all is refused by the cache's own settings.</summary>
/// <param name="cacheName">The one cache that this is for.</param>
internal sealed class AddressCheck(string cacheName) : IValidateOptions<CacheOptions>
{
    private const string NoAddress = "LAR211";
    private const string Contradiction = "LAR212";

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        if (name != cacheName || options.SharedTier is SharedTierChoice.None or SharedTierChoice.Sqlite) return ValidateOptionsResult.Skip;
        string[] problems = [.. Problems(options).Where(static problem => problem.Code != NoAddress).Select(static problem => problem.ToString())];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<RespRemark> Problems(CacheOptions options)
    {
        try
        {
            var parsed = RespOptions.Parse(ConnectionSettings.AddressOf(options.Redis));
            List<RespRemark> found = [.. TlsSettings.Contradictions(options.Redis.Tls, parsed.Tls)];
            if (options.Redis.User is { } user && parsed.User is { } inUrl && user != inUrl)
                found.Add(new(Contradiction, "Larder:Redis:User is set, and the URL of Redis names another user. Leave one of the two out."));
            return found;
        }
        catch (RespOptionsException refused)
        {
            return refused.Problems;
        }
    }
}
