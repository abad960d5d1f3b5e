namespace Larder.Resp.Commands;

/// <summary>Sorted sets: members by score.</summary>
public static class SortedSetCommands
{
    /// <summary>Adds members, or gives them a new score; how many are new.</summary>
    public static ValueTask<long> SortedAddAsync(this IRespExecutor redis, string key, IEnumerable<ScoredMember> members, CancellationToken cancellationToken = default)
    {
        var command = new Command("ZADD").Key(key);
        foreach (var (member, score) in members) command = command.Arg(score).Arg(member);
        return redis.ExecuteAsync(command.With(CommandTraits.Writes | CommandTraits.Idempotent), Replies.Integer, cancellationToken);
    }

    /// <summary>Removes members; how many there were.</summary>
    public static ValueTask<long> SortedRemoveAsync(this IRespExecutor redis, string key, IEnumerable<string> members, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZREM").Key(key).Args(members), Replies.Integer, cancellationToken);

    /// <summary>Members by rank, both ends included, lowest score first, counted from 0; from the end if negative.</summary>
    public static ValueTask<ScoredMember[]> SortedRangeAsync(
        this IRespExecutor redis, string key, long first = 0, long last = -1, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZRANGE").Key(key).Arg(first).Arg(last).Arg("WITHSCORES"), Replies.Scored, cancellationToken);

    /// <summary>Members by score, both ends included; infinite ends are allowed.</summary>
    public static ValueTask<ScoredMember[]> SortedRangeByScoreAsync(
        this IRespExecutor redis, string key, double lowest, double highest, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZRANGEBYSCORE").Key(key).Arg(lowest).Arg(highest).Arg("WITHSCORES"), Replies.Scored, cancellationToken);

    /// <summary>Removes members by score, both ends included; how many.</summary>
    public static ValueTask<long> SortedRemoveByScoreAsync(
        this IRespExecutor redis, string key, double lowest, double highest, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZREMRANGEBYSCORE").Key(key).Arg(lowest).Arg(highest), Replies.Integer, cancellationToken);

    /// <summary>A member's score; null if it is none.</summary>
    public static ValueTask<double?> SortedScoreAsync(this IRespExecutor redis, string key, string member, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZSCORE").Key(key).Arg(member), Replies.NumberOrNull, cancellationToken);

    /// <summary>A member's place from the lowest score, from 0; null if it is none.</summary>
    public static ValueTask<long?> SortedRankAsync(this IRespExecutor redis, string key, string member, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZRANK").Key(key).Arg(member), Replies.IntegerOrNull, cancellationToken);

    /// <summary>Adds to a member's score, which begins with 0; the score then.</summary>
    public static ValueTask<double?> SortedIncrementAsync(this IRespExecutor redis, string key, string member, double by, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZINCRBY").Key(key).Arg(by).Arg(member), Replies.NumberOrNull, cancellationToken);

    /// <summary>How many members there are.</summary>
    public static ValueTask<long> SortedLengthAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("ZCARD").Key(key), Replies.Integer, cancellationToken);
}
