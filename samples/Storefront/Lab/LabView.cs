using Larder.Backing;

namespace Storefront.Lab;

/// <summary>What one strategy's column shows.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Read">The row's number as a reader gets it.</param>
/// <param name="Stored">The same as the database has it; null when it has none.</param>
/// <param name="DatabaseWrites">Statements that wrote, since the process started.</param>
/// <param name="DatabaseReads">Statements that read.</param>
/// <param name="Last">The last run; null when there was none.</param>
internal sealed record LabView(WriteStrategy Strategy, long Read, long? Stored, long DatabaseWrites, long DatabaseReads, LabResult? Last);
