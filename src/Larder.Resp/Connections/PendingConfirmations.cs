using System.Text;
using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>SUBSCRIBE and its like: no reply, but a push for each channel; or an error.</summary>
internal sealed class PendingConfirmations : PendingReply<bool>
{
    private byte[] _kind = [];
    private int _owed;

    public static PendingConfirmations Of(in Command command, CancellationToken cancellationToken)
    {
        if (command.Count == 0) throw new ArgumentException($"{command.Name} needs its channels: each is confirmed by itself.", nameof(command));
        var pending = new PendingConfirmations { _kind = Encoding.ASCII.GetBytes(command.Name.ToLowerInvariant()), _owed = command.Count };
        pending.Arm(command, cancellationToken);
        return pending;
    }

    /// <summary>True if the push confirmed the last channel. A push about a channel that was not asked for is the server's own.</summary>
    public bool Confirm(RespReader push)
    {
        push.Read();
        if (!push.Content.SequenceEqual(_kind)) return false;
        push.Read();
        return IsOurs(push.Content) && --_owed == 0;
    }

    public override void Receive(ReadOnlySpan<byte> frame) =>
        throw new RespProtocolException($"{Command.Name} was answered with a reply, where pushes were expected.", -1);

    private bool IsOurs(ReadOnlySpan<byte> channel)
    {
        for (var index = 0; index < Command.Count; index++)
            if (Command[index].ToArray().AsSpan().SequenceEqual(channel)) return true;
        return false;
    }
}
