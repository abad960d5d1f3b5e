namespace Demos.Nodes;

/// <summary>Servers that can be stopped and started again by their ports.</summary>
internal interface INodes : IAsyncDisposable
{
    /// <summary>Where the shop finds them.</summary>
    string Url { get; }

    /// <summary>Host and port of each, in the order of their start.</summary>
    IReadOnlyList<string> EndPoints { get; }

    /// <summary>A line for each: <c>PORT role up|down</c>; the role of one that is down is <c>-</c>.</summary>
    Task<IReadOnlyList<string>> StateAsync();

    /// <summary>Asks a server to end, as Ctrl-C in its terminal does.</summary>
    /// <exception cref="InvalidOperationException">No server has this port, or it is down.</exception>
    Task StopAsync(int port);

    /// <summary>Starts it again.</summary>
    /// <exception cref="InvalidOperationException">No server has this port, or it is up.</exception>
    Task StartAsync(int port);
}
