using Microsoft.Extensions.DependencyInjection;

namespace Larder.Generators.Tests.Keys;

/// <summary>Calls methods of the decorator and sees the keys that they make.</summary>
internal sealed class KeyPress : IDisposable
{
    private readonly KeyCatcher _catcher = new();
    private readonly ServiceProvider _services;
    private readonly IKeyed _keyed;

    public KeyPress()
    {
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly();
        services.AddKeyedSingleton<ICache>("", _catcher);
        services.AddCached<IKeyed, Keyed>(ServiceLifetime.Singleton);
        _services = services.BuildServiceProvider();
        _keyed = _services.GetRequiredService<IKeyed>();
    }

    public string Of(Func<IKeyed, Task> call)
    {
        Assert.True(call(_keyed).IsCompletedSuccessfully);
        return _catcher.Last;
    }

    public void Dispose() => _services.Dispose();
}
