namespace Storefront.Lab.Manual;

/// <summary>The fields as they were typed.</summary>
internal sealed record ManualForm(string? Command, string? Key, string? Value, string? Seconds);
