namespace Larder.Resp.Connections;

/// <summary>What the server said of itself in the handshake.</summary>
/// <param name="Protocol">2 or 3: how it is spoken with.</param>
/// <param name="Name">redis, valkey ...; empty if it did not say.</param>
/// <param name="Version">7.0.15; empty if it did not say.</param>
/// <param name="Mode">standalone, sentinel or cluster; empty if it did not say.</param>
/// <param name="Role">master or replica, as HELLO says; empty if it did not say.</param>
/// <param name="ClientId">The connection's id there; 0 if it did not say.</param>
internal sealed record ServerFacts(int Protocol, string Name, string Version, string Mode, string Role, long ClientId)
{
    public static ServerFacts Unknown { get; } = new(2, "", "", "", "", 0);
}
