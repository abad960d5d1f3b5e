using System.Net;
using Larder.Resp.Diagnostics;

namespace Larder.Resp.Connections;

/// <summary>All that one connection needs to be made and kept: resolved, checked, and the same for its whole life.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>A name and port, an address and port, or a unix socket. A name is looked up again for each connection.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>Makes TLS of the raw stream; null for none. It throws what the user shall read.</summary>
    public Func<Stream, EndPoint, CancellationToken, ValueTask<Stream>>? Secure { get; init; }

    /// <summary>Asked at each connection, so that a password can change without a restart; null for none.</summary>
    public Func<CancellationToken, ValueTask<RespCredentials>>? Credentials { get; init; }

    public string? ClientName { get; init; }

    public int Database { get; init; }

    /// <summary>How the client speaks first. RESP2 if the server knows no HELLO, whatever stands here.</summary>
    public ProtocolChoice Protocol { get; init; } = ProtocolChoice.Resp3;

    /// <summary>Sent as part of the handshake, after SELECT; an error of one fails the connection: READONLY, CLIENT TRACKING ON.</summary>
    public IReadOnlyList<Command> Greeting { get; init; } = [];

    /// <summary>Asked once the server has been greeted, before anybody uses the connection: it throws if the peer is not what it must be. Null: any is well.</summary>
    public Func<IRespExecutor, EndPoint, CancellationToken, ValueTask>? Verify { get; init; }

    public ConnectionUse Use { get; init; } = ConnectionUse.Shared;

    /// <summary>From the first packet to the end of the handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For each command; commands that block have none.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence after which the server is asked whether it is there.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How it is asked; null: PING.</summary>
    public Command? Probe { get; init; }

    /// <summary>The connection is given up when something is owed and no byte came for so long; zero for three times that.</summary>
    public TimeSpan GiveUpAfter { get; init; }

    /// <summary><see cref="GiveUpAfter"/>, or three times <see cref="KeepAlive"/> if nothing was said.</summary>
    public TimeSpan Patience => GiveUpAfter > TimeSpan.Zero ? GiveUpAfter : KeepAlive * 3;

    /// <summary>Commands that may wait for their reply; who comes then waits for a place, as long as its command may take.</summary>
    public int MaxInFlight { get; init; } = 64 * 1024;

    /// <summary>Bytes that may wait to be sent.</summary>
    public int MaxBufferedBytes { get; init; } = 16 * 1024 * 1024;

    public RespLimits Limits { get; init; } = RespLimits.Default;

    public ReconnectPolicy Reconnect { get; init; } = ReconnectPolicy.Default;

    /// <summary>Where the connection is counted; null for nowhere.</summary>
    public Traffic? Traffic { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Random Random { get; init; } = new();
}
