namespace Larder.AspNetCore;

/// <summary>What ends when a user signs out.</summary>
public sealed class LarderSignOutOptions
{
    /// <summary>The caches that hold something about users. Default: the default cache alone.</summary>
    public IList<string> Caches { get; } = [""];

    /// <summary>The tags of what is about a user; <c>{id}</c> stands for the user's id. Default: <c>user:{id}</c>.</summary>
    public IList<string> Tags { get; } = ["user:{id}"];

    /// <summary>Globs of keys of what is about a user, such as <c>users:{id}:*</c>; <c>{id}</c> stands for the user's id. Default: none.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>The schemes whose sign-out counts. Empty, the default: the application's default one, not those of passing cookies such as an external login's.</summary>
    public IList<string> Schemes { get; } = [];
}
