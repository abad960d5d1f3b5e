using System.Net;

namespace Larder.Resp.Topology;

/// <summary>All sentinels: those that were named and those that they know.</summary>
internal sealed class SentinelPanel(NodeSet nodes, string masterName, TopologySignal news, Jitter jitter) : IAsyncDisposable
{
    private const int Most = 16;
    private readonly Lock _lock = new();
    private readonly Dictionary<EndPoint, SentinelLink> _links = [];
    private readonly List<Task> _following = [];
    private readonly CancellationTokenSource _ended = new();

    private SentinelLink[] Links
    {
        get
        {
            lock (_lock) return [.. _links.Values];
        }
    }

    /// <summary>Takes sentinels in, and follows them from now on.</summary>
    public void Add(IEnumerable<EndPoint> endPoints)
    {
        lock (_lock)
        {
            foreach (var endPoint in endPoints)
            {
                if (_ended.IsCancellationRequested || _links.Count >= Most || _links.ContainsKey(endPoint)) continue;
                var link = new SentinelLink(nodes.Get(endPoint), masterName, news, jitter);
                _links.Add(endPoint, link);
                _following.Add(link.FollowAsync(_ended.Token));
            }
        }
    }

    /// <summary>Asks all at once. Ends when most say the same, or when all have said what they can.</summary>
    public async Task<SentinelView> AskAsync(CancellationToken cancellationToken)
    {
        var links = Links;
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        var asked = links.Select(link => link.AskAsync(decided.Token)).ToArray();
        var view = new SentinelView([], links.Length);
        await foreach (var one in Task.WhenEach(asked).ConfigureAwait(false))
        {
            if (!one.IsCompletedSuccessfully) continue;
            view = view with { Answers = [.. view.Answers, await one.ConfigureAwait(false)] };
            if (view.IsDecided) await decided.CancelAsync().ConfigureAwait(false);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return view;
    }

    /// <summary>Takes in the sentinels that those who answer know. Who does not answer is passed over.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken) =>
        Add(await FirstAnswerAsync(static (link, token) => link.OthersAsync(token), cancellationToken).ConfigureAwait(false));

    /// <summary>The replicas that are well; none if no sentinel answers.</summary>
    public Task<IReadOnlyList<EndPoint>> ReplicasAsync(CancellationToken cancellationToken) =>
        FirstAnswerAsync(static (link, token) => link.ReplicasAsync(token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Task[] following;
        lock (_lock)
        {
            _ended.Cancel();
            following = [.. _following];
        }
        await Task.WhenAll(following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await nodes.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task<IReadOnlyList<EndPoint>> FirstAnswerAsync(
        Func<SentinelLink, CancellationToken, Task<IReadOnlyList<EndPoint>>> ask, CancellationToken cancellationToken)
    {
        foreach (var link in Links)
        {
            try
            {
                return await ask(link, cancellationToken).ConfigureAwait(false);
            }
            catch (RespException)
            {
                // The next one may answer.
            }
        }
        return [];
    }
}
