namespace Larder.Inspection;

/// <summary>Which warm-up somebody wants to run or to end.</summary>
/// <param name="Name">Its name; null: all.</param>
public sealed record WarmUpRequest(string? Name);
