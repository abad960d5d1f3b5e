namespace Larder;

/// <summary>A type of the application whose values may stand in a key.</summary>
public interface ICacheKeyPart
{
    /// <summary>Text that differs whenever the values differ; <see cref="CacheKey.Of"/> over its fields gives one.</summary>
    string KeyPart { get; }
}
