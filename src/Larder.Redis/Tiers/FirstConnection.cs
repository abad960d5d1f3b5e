using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Tiers;

/// <summary>
/// The beginning of a tier: its connections are made in the background, and only the very first commands wait for them. Later, commands that find
/// no connection fail at once.
/// </summary>
internal sealed class FirstConnection(RedisScope scope, RedisTierSettings settings, TierSurroundings from) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task? _connecting;
    private volatile RespException? _latest;

    public ValueTask WaitAsync(CancellationToken cancellationToken) =>
        _connecting is { IsCompletedSuccessfully: true } ? ValueTask.CompletedTask : new(WaitForItAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        Task? connecting;
        lock (_gate) connecting = _connecting;
        if (connecting is not null) await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitForItAsync(CancellationToken cancellationToken)
    {
        Task connecting;
        lock (_gate) connecting = _connecting ??= Task.Run(ConnectAsync);
        try
        {
            // Sooner than the guard, which gives up without knowing why.
            await connecting.WaitAsync(settings.CommandTimeout * 0.8, from.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var cause = _latest ?? await FindCauseAsync(cancellationToken).ConfigureAwait(false);
            throw new TierException(TierFailure.Unreachable, cause?.Message ?? "Redis has not answered yet.", cause);
        }
    }

    // The client tries on in the background; a command that finds no connection fails at once, and says what became of the latest try.
    private async ValueTask<RespException?> FindCauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await scope.Client.ExecuteAsync(new Command("PING"), Replies.Value, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (RespException failure)
        {
            return failure;
        }
    }

    private async Task ConnectAsync()
    {
        await scope.Client.WaitAsync(_ending.Token).ConfigureAwait(false);
        while (!await TryAsync().ConfigureAwait(false))
            await Task.Delay(Pause, from.Time, _ending.Token).ConfigureAwait(false);
    }

    private async Task<bool> TryAsync()
    {
        try
        {
            await scope.Tracking.ConnectAsync(_ending.Token).ConfigureAwait(false);
            return true;
        }
        catch (RespServerException refused) when (!IsPassing(refused))
        {
            await scope.StopFollowingAsync().ConfigureAwait(false);
            TierLog.NotFollowing(from.Logger, refused.Message, settings.DetachedExpiration);
            return true;
        }
        catch (RespException failure)
        {
            _latest = failure;
            return false;
        }
    }

    // The ordinary connection stands, so what it may do, this one may do too; all that it asks for more is to follow.
    private static bool IsPassing(RespServerException refused) => RedisFailures.KindOf(refused) != TierFailure.Refused;
}
