namespace Larder.Generators.Tests.Keys;

/// <summary>A key part of the application, whose upper and lower case differ.</summary>
public sealed record Box(string Text, int Size) : ICacheKeyPart
{
    public string KeyPart => CacheKey.Of($"{Text}:{Size}");
}
