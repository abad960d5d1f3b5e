namespace Larder.Declared;

/// <summary>The implementation behind a decorator.</summary>
/// <param name="implementation">Its type.</param>
/// <param name="resolve">Gets it from a scope.</param>
/// <param name="isSingleton">True if there is one for the whole application.</param>
internal sealed class Inner<TService>(Type implementation, Func<IServiceProvider, TService> resolve, bool isSingleton)
    where TService : class
{
    public bool IsSingleton => isSingleton;

    /// <exception cref="InvalidOperationException">LAR342: its constructor needs it already made.</exception>
    public TService Resolve(IServiceProvider services)
    {
        Resolutions.Enter(typeof(TService), implementation);
        try
        {
            return resolve(services);
        }
        finally
        {
            Resolutions.Leave();
        }
    }
}
