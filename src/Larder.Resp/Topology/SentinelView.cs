using Larder.Resp.Configuration;

namespace Larder.Resp.Topology;

/// <summary>What the sentinels that were asked say together.</summary>
/// <param name="Answers">What each said.</param>
/// <param name="Asked">How many were asked.</param>
internal sealed record SentinelView(IReadOnlyList<SentinelAnswer> Answers, int Asked)
{
    /// <summary>True if more than half of all say the same: no other answer can change that.</summary>
    public bool IsDecided => Known.GroupBy(static answer => (answer.Master, answer.Epoch)).Any(votes => IsMajority(votes.Count()));

    public bool HasAnswer => Answers.Any(static answer => answer.Failure is null);

    private IEnumerable<SentinelAnswer> Known => Answers.Where(static answer => answer.Master is not null);

    /// <summary>
    /// The newest word on the master. An older one than was acted on before is not taken, as a sentinel that was away repeats what it last knew;
    /// unless most say it, as sentinels that were set up anew begin to count again.
    /// </summary>
    public SentinelAnswer? Newest(long knownEpoch)
    {
        var best = Known.GroupBy(static answer => (answer.Master, answer.Epoch)).OrderByDescending(static votes => votes.Key.Epoch)
            .ThenByDescending(static votes => votes.Count()).FirstOrDefault();
        if (best is null) return null;
        if (best.Key.Epoch >= knownEpoch) return best.First();
        return Known.GroupBy(static answer => (answer.Master, answer.Epoch)).FirstOrDefault(votes => IsMajority(votes.Count()))?.First();
    }

    /// <summary>Why there is no master.</summary>
    public RespConnectionException Failure(string masterName)
    {
        var strangers = Answers.Where(static answer => answer.KnownNames is not null).ToArray();
        return strangers.Length > 0 ? UnknownName(masterName, strangers) : Silence();
    }

    private static RespConnectionException UnknownName(string masterName, SentinelAnswer[] strangers)
    {
        var sentinel = AddressText.Of(strangers[0].Sentinel);
        var names = strangers.SelectMany(static answer => answer.KnownNames!).Distinct().ToArray();
        var hint = names.Length > 0
            ? $"It knows: {string.Join(", ", names.Select(static name => $"\"{name}\""))}. Write redis+sentinel://{sentinel}/{names[0]}"
            : "It watches no master at all.";
        return new($"LAR205 Sentinel {sentinel} does not know a master named \"{masterName}\". {hint}", Delivery.NotSent) { EndPoint = strangers[0].Sentinel };
    }

    private RespConnectionException Silence()
    {
        var reasons = Answers.Select(static answer => $"{AddressText.Of(answer.Sentinel)}: {answer.Failure?.Message ?? "no answer"}");
        return new($"LAR206 No sentinel answered ({string.Join("; ", reasons)}). Is redis-sentinel running?", Delivery.NotSent, Answers.FirstOrDefault()?.Failure);
    }

    private bool IsMajority(int votes) => votes * 2 > Asked;
}
