using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Larder.Tiers;
using Larder.Versions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Tickets;

/// <summary>
/// The tickets of signed-in users in the cache; their cookies hold a key of 256 random bits, and the cache only a hash of that. A ticket is read from
/// memory while the shared tier vouches for it, so it is dead everywhere within the bound of staleness after it was removed.
/// </summary>
internal sealed class TicketStore(
    ICache cache, IVersionedEntries entries, TicketSeal seal, TicketLog log, IOptions<LarderTicketOptions> options, TimeProvider time) : ITicketStore
{
    private const int MostAttempts = 20;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) => StoreAsync(ticket, cancellationToken);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var outcome = await WriteAsync(key, ticket, isNew: true, cancellationToken).ConfigureAwait(false);
        return outcome == VersionedOutcome.Done ? key : throw new TierException(
            outcome == VersionedOutcome.TooLarge ? TierFailure.Full : TierFailure.Unreachable,
            $"LAR361 The ticket of a user who signs in could not be stored ({outcome}), so nobody was signed in. Try again.");
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    public Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        RenewAsync(key, ticket, cancellationToken);

    /// <summary>Never brings back a ticket that was removed.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (await WriteAsync(key, ticket, isNew: false, cancellationToken).ConfigureAwait(false) == VersionedOutcome.Unreachable) log.NotReached();
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        RetrieveAsync(key, cancellationToken);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        var entryKey = KeyOf(key);
        var held = await cache.TryGetAsync<CacheBytes>(entryKey, cancellationToken).ConfigureAwait(false);
        if (held.Found)
        {
            var ticket = seal.Open(key, held.Value!);
            if (ticket is null) log.Unreadable();
            return ticket;
        }

        // A user who looks signed out because the tier is away is worth a line.
        if ((await entries.ReadAsync(entryKey, cancellationToken).ConfigureAwait(false)).State == VersionedState.Unreachable) log.NotReached();
        return null;
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) => RemoveAsync(key, cancellationToken);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken) => await cache.RemoveAsync(KeyOf(key), cancellationToken).ConfigureAwait(false);

    private static string KeyOf(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return "ticket:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private async ValueTask<VersionedOutcome> WriteAsync(string key, AuthenticationTicket ticket, bool isNew, CancellationToken cancellationToken)
    {
        var write = new VersionedWrite(seal.Close(key, ticket), LifetimeOf(ticket)) { Tags = TagsOf(ticket), Tiers = CacheTiers.All };
        var outcome = VersionedOutcome.Changed;
        for (var attempt = 0; attempt < MostAttempts && outcome == VersionedOutcome.Changed; attempt++)
        {
            var seen = await entries.ReadAsync(KeyOf(key), cancellationToken).ConfigureAwait(false);
            if (!isNew && seen.State == VersionedState.Absent) break;
            outcome = await entries.ReplaceAsync(seen, write, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    private static IReadOnlyList<string> TagsOf(AuthenticationTicket ticket) => UserTags.IdOf(ticket.Principal) is { } id ? [UserTags.Tickets(id)] : [];

    private TimeSpan LifetimeOf(AuthenticationTicket ticket)
    {
        if (ticket.Properties.ExpiresUtc is not { } end) return options.Value.Lifetime;
        var left = end - time.GetUtcNow();
        return left > Shortest ? left : Shortest;
    }
}
