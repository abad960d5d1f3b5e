using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Subscriptions;

/// <summary>Hears one connection of a subscription and fills its buffer.</summary>
/// <param name="buffer">Where messages go.</param>
/// <param name="isAgain">
/// True if there was a connection before: then each confirmation leaves a gap. Not earlier, as who reacts to a gap by looking anew must not look before
/// all that follows is sure to come.
/// </param>
internal sealed class SubscriberSink(MessageBuffer buffer, bool isAgain) : IConnectionSink
{
    private readonly TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the server has ended the subscription: its slot has moved.</summary>
    public Task Moved => _moved.Task;

    public void Pushed(ref RespReader push)
    {
        var count = push.Count;
        if (count < 2) return;
        push.Read();
        var kind = push.Content;
        if ((kind.SequenceEqual("message"u8) || kind.SequenceEqual("smessage"u8)) && count >= 3) buffer.Add(ReadMessage(ref push, null));
        else if (kind.SequenceEqual("pmessage"u8) && count >= 4) buffer.Add(ReadMessage(ref push, ReadText(ref push)));
        else if (kind.EndsWith("unsubscribe"u8)) _moved.TrySetResult();
        else if (isAgain && kind.EndsWith("subscribe"u8)) buffer.AddGap();
    }

    public long Answered(long sentAt) => 0;

    public void Broken()
    {
    }

    private static RespMessage ReadMessage(ref RespReader push, string? pattern)
    {
        var channel = ReadText(ref push);
        push.Read();
        return new(channel, pattern, push.Content.ToArray());
    }

    private static string ReadText(ref RespReader push)
    {
        push.Read();
        return push.ReadString();
    }
}
