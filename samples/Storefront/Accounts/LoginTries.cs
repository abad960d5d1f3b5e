using System.Security.Cryptography;
using System.Text;
using Larder.Counting;

namespace Storefront.Accounts;

/// <summary>
/// How often one address may try one account: five times, until five minutes after the last try. The counters are those that all instances share, so going to
/// another instance gives no more tries. They are named by a hash: nobody reads names and addresses there.
/// </summary>
internal sealed class LoginTries(ICounters counters, IHttpContextAccessor context)
{
    public const int Most = 5;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Takes one of the tries; false when none is left.</summary>
    public async ValueTask<bool> TakeAsync(string what, CancellationToken cancellationToken)
    {
        var name = NameOf(what);
        // A try that is refused is not counted: else whoever goes on trying never gets out.
        if (await counters.GetAsync(name, cancellationToken) >= Most) return false;
        return await counters.AddAsync(name, 1, Pause, cancellationToken) <= Most;
    }

    /// <summary>Gives back all tries, after a right one.</summary>
    public async ValueTask ForgetAsync(string what, CancellationToken cancellationToken)
    {
        var name = NameOf(what);
        var count = await counters.GetAsync(name, cancellationToken);
        if (count > 0) await counters.AddAsync(name, -count, Pause, cancellationToken);
    }

    private string NameOf(string what)
    {
        var address = context.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        return $"login:tries:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}|{what}")))[..32]}";
    }
}
