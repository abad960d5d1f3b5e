namespace Larder.Settings;

/// <summary>Which values of a setting make sense.</summary>
/// <param name="Text">For the guide; null where the kind says it all.</param>
/// <param name="Check">What is wrong with a value.</param>
internal sealed record Limit<T>(string? Text, Func<T, Complaint?> Check);
