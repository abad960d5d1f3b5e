namespace Larder.Journal;

/// <summary>A write that could not be applied and was put aside. It is kept until somebody replays or drops it.</summary>
/// <param name="Shard">Where it is.</param>
/// <param name="Id">By which it is known there.</param>
/// <param name="Name">The name of the entry's slot; empty when the record could not be read.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reason">Why it could not be applied.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record DeadLetter(int Shard, string Id, string Name, long Version, string Reason, int Bytes);
