using System.Diagnostics;
using Larder.Resp.Commands;
using Larder.Resp.Diagnostics;
using Larder.Resp.Protocol;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>The ways of commands that are not one command to one node: blocking ones, those for each node, those that are divided; and of traced ones.</summary>
internal sealed class UnusualCommands(ClientParts parts)
{
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        if ((command.Traits & CommandTraits.Connection) != 0)
            throw new InvalidOperationException($"{command.Name} changes its connection, which others share. Lease one: LeaseAsync.");
        return ClientParts.IsTraced ? TraceAsync(command, reply, cancellationToken) : RouteAsync(command, reply, cancellationToken);
    }

    private async ValueTask<T> TraceAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        using var span = Traffic.Spans.StartActivity(command.Name, ActivityKind.Client);
        span?.SetTag("db.system.name", "redis").SetTag("db.operation.name", command.Name);
        try
        {
            return await RouteAsync(command, reply, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            throw;
        }
    }

    private ValueTask<T> RouteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        if ((command.Traits & CommandTraits.Blocks) != 0) return BlockAsync(command, reply, cancellationToken);
        if ((command.Traits & CommandTraits.EveryNode) != 0 && parts.Topology.Primaries.Count > 1) return EveryNodeAsync(command, reply, cancellationToken);
        return command.Known.Split != CommandSplit.Never && parts.Topology.Divide(command) is { } divided
            ? DivideAsync(command, divided, reply, cancellationToken)
            : parts.ExecuteAsync(command, reply, cancellationToken);
    }

    private async ValueTask<T> BlockAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var lease = await parts.Leases.TakeAsync(parts.Topology.NodeFor(command), cancellationToken).ConfigureAwait(false);
        try
        {
            return await lease.Connection.ExecuteAsync(command, reply, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // One that still owes the reply of a command that was given up is closed there.
            await parts.Leases.ReturnAsync(lease.Node, lease.Connection).ConfigureAwait(false);
        }
    }

    private async ValueTask<T> EveryNodeAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(parts.Topology.Primaries.Select(node => node.ExecuteAsync(command, Replies.Value, cancellationToken).AsTask())).ConfigureAwait(false);
        return reply.Decode(ValueWriter.Write(Answers.OfEachNode(answers)));
    }

    private async ValueTask<T> DivideAsync<T>(Command command, IReadOnlyList<CommandPart> divided, Reply<T> reply, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(divided.Select(part => parts.ExecuteAsync(part.Command, Replies.Value, cancellationToken).AsTask())).ConfigureAwait(false);
        return reply.Decode(ValueWriter.Write(Answers.OfParts(command.Known.Split, divided, answers)));
    }
}
