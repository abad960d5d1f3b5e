namespace Larder.Figures.Page;

/// <summary>One request of a page.</summary>
/// <param name="DataMs">The time for its data, as the page reports it, in milliseconds.</param>
/// <param name="RequestMs">The time until the client had all of it, in milliseconds.</param>
internal sealed record Sample(double DataMs, double RequestMs);
