using Larder.Loading;

namespace Larder.Records;

/// <summary>What a flight brought, and of which record it is.</summary>
internal readonly record struct RecordArrival(string Key, LoadOutcome<RecordState> Outcome);
