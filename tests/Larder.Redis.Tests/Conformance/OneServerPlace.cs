using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>One server, behind a proxy that can fail. Without a server it can only tell which clauses there are.</summary>
internal sealed class OneServerPlace(RedisServer? server) : ServerPlace
{
    private readonly TcpProxy? _behind = server is null ? null : TcpProxy.To(server.Port);

    private TcpProxy Proxy => _behind!;

    public override Func<CancellationToken, ValueTask<IAsyncDisposable>> Outage => _ =>
    {
        Proxy.Refuses = true;
        Proxy.Reset();
        return new(new Healing(Proxy));
    };

    protected override string Url => $"redis://{Proxy.EndPoint}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Proxy.DisposeAsync();
    }

    protected override Task CallAsync(string key, params string[] command) => server!.CallAsync(command);

    protected override Task CutAsync()
    {
        Proxy.Reset();
        return Task.CompletedTask;
    }

    private sealed class Healing(TcpProxy proxy) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            proxy.Heal();
            proxy.Refuses = false;
            return default;
        }
    }
}
