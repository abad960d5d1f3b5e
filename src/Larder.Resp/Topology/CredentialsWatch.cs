using System.Security.Cryptography;
using System.Text;
using Larder.Resp.Configuration;
using Larder.Resp.Protocol;

namespace Larder.Resp.Topology;

/// <summary>
/// Asks for the credentials now and then, and logs the open connections in with new ones. A connection that the server refuses then is left as it is:
/// it is still who it was, and its next one asks again.
/// </summary>
internal sealed class CredentialsWatch(RespOptions options, IReadOnlyList<NodeSet> nodes, TimeProvider clock) : IAsyncDisposable
{
    private static readonly Reply<RespValue> Anything = new DecodedReply<RespValue>(ReplyReader.Read);
    private readonly RespCredentialsSource _source = CredentialsSources.ForServers(options)!;
    private readonly CancellationTokenSource _ended = new();
    private Task _watching = Task.CompletedTask;
    private int _isWatching;

    /// <summary>Begins; once, however often it is called.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 0) _watching = WatchAsync(_ended.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        RespCredentials? used = null;
        while (true)
        {
            if (await AskAsync(cancellationToken).ConfigureAwait(false) is { } now)
            {
                if (used is not null && !AreSame(used, now)) await LogInAsync(now, cancellationToken).ConfigureAwait(false);
                used = now;
            }
            await Task.Delay(options.CredentialsEvery, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // A source that fails now is asked again later; a connection that needs it meanwhile says what is wrong.
    private async Task<RespCredentials?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task LogInAsync(RespCredentials credentials, CancellationToken cancellationToken)
    {
        var command = new Command("AUTH").Arg(credentials.User ?? "default").Arg(credentials.Password).With(CommandTraits.None);
        foreach (var node in nodes.SelectMany(static set => set.All).Where(static node => node.Current is not null))
        {
            try
            {
                await node.ExecuteAsync(command, Anything, cancellationToken).ConfigureAwait(false);
            }
            catch (RespException)
            {
                // Said above: the connection stays who it was.
            }
        }
    }

    private static bool AreSame(RespCredentials one, RespCredentials other) =>
        one.User == other.User
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one.Password), Encoding.UTF8.GetBytes(other.Password));
}
