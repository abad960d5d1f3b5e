namespace Larder.Figures.Write;

/// <summary>What one run came to.</summary>
internal readonly record struct WriteRates(double PerSecond, double RowsPerBatch, double WritesPerRow);
