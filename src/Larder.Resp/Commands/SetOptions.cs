namespace Larder.Resp.Commands;

/// <summary>How a value is set.</summary>
/// <param name="When">On which condition.</param>
/// <param name="Expiration">How long it stays; null for ever. At least a millisecond.</param>
public readonly record struct SetOptions(SetWhen When, TimeSpan? Expiration = null);
