namespace Larder.Figures.Resp;

/// <summary>What one run of a load gave.</summary>
internal readonly record struct GetRun(double PerSecond, double BytesPerOperation);
