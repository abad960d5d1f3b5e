namespace Larder.Settings;

/// <summary>A file that holds one secret, and what it held when it was read.</summary>
internal sealed record SecretFile(string Path, string Secret);
