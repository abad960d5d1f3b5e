using System.Net;
using Larder.Resp.Configuration;
using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Topology;

/// <summary>Asks servers what they are. Callers that ask at once share one question.</summary>
internal sealed class RoleCheck
{
    private static readonly Command Role = new("ROLE");
    private static readonly Reply<bool> SaysPrimary = new DecodedReply<bool>(static (ref RespReader reader) =>
    {
        var role = ReplyReader.Read(ref reader);
        return role.Items.Count > 0 && role.Items[0].AsString() == "master";
    });

    private readonly Lock _lock = new();
    private Task<bool>? _asking;

    /// <summary>For <see cref="ConnectionOptions.Verify"/>: a connection to what is no primary is none.</summary>
    /// <exception cref="RespConnectionException">It is a replica.</exception>
    public static async ValueTask PrimaryAsync(IRespExecutor connection, EndPoint endPoint, CancellationToken cancellationToken)
    {
        if (!await IsPrimaryAsync(connection, cancellationToken).ConfigureAwait(false)) throw IsReplica(endPoint);
    }

    public static RespConnectionException IsReplica(EndPoint endPoint) =>
        new($"LAR208 {AddressText.Of(endPoint)} says that it is a replica, and the primary is wanted.", Delivery.NotSent) { EndPoint = endPoint };

    /// <summary>True if the server says that it is a primary.</summary>
    /// <exception cref="RespException">It did not answer.</exception>
    public Task<bool> IsPrimaryAsync(ConnectionKeeper node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asking is null or { IsCompleted: true }) _asking = AskAsync(node);
            return _asking.WaitAsync(cancellationToken);
        }
    }

    private static async Task<bool> AskAsync(ConnectionKeeper node)
    {
        await Task.Yield();
        return await node.ExecuteAsync(Role, SaysPrimary, CancellationToken.None).ConfigureAwait(false);
    }

    private static async ValueTask<bool> IsPrimaryAsync(IRespExecutor connection, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Role, SaysPrimary, cancellationToken).ConfigureAwait(false);
}
