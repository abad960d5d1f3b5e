namespace Larder.Journal;

/// <summary>What an owner reads.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Owner">Who reads.</param>
/// <param name="Part">Which of its records.</param>
/// <param name="AtMost">The most records.</param>
/// <param name="WaitFor">How long to wait for the first; zero: not at all.</param>
public readonly record struct ShardRead(int Shard, string Owner, ShardPart Part, int AtMost, TimeSpan WaitFor);
