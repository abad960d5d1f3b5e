namespace Larder.Warming;

/// <summary>A warm-up as it was added.</summary>
internal sealed record WarmUpDefinition(
    string Name, WarmUpOptions Options, Func<IServiceProvider, ICache> CacheOf, Func<WarmUpContext, CancellationToken, Task> Run);
