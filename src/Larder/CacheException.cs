namespace Larder;

/// <summary>What a cache tells its caller, who did something wrong or whose loader did. A tier that is down is a reason only where the options say so: <see cref="CacheHoldException"/>.</summary>
/// <param name="code">The code, e.g. <c>LAR402</c>; docs/errors has a page for each.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause.</param>
public abstract class CacheException(string code, string message, Exception? inner) : Exception($"{code} {message}", inner)
{
    /// <summary>The code, e.g. <c>LAR402</c>.</summary>
    public string Code => code;
}
