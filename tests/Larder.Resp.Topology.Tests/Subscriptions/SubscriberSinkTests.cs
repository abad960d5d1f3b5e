using System.Text;
using Larder.Resp.Protocol;
using Larder.Resp.Subscriptions;

namespace Larder.Resp.Topology.Tests.Subscriptions;

public class SubscriberSinkTests
{
    // Who looks anew at a gap must not look before what follows is sure to come: so it stands behind the confirmation, not at the loss.
    [Fact]
    public async Task A_gap_is_told_when_the_subscription_stands_again_and_not_before()
    {
        var buffer = new MessageBuffer(RespSubscriptionOptions.Default);
        var sink = new SubscriberSink(buffer, isAgain: true);
        var next = buffer.TakeAsync(default).AsTask();

        sink.Broken();
        Assert.False(next.IsCompleted);
        Push(sink, ">3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n");

        Assert.Equal(RespMessageKind.Gap, (await next.WaitAsync(Larder.Support.Eventually.Deadline))!.Value.Kind);
    }

    [Fact]
    public async Task Pushes_of_other_kinds_and_shapes_are_passed_over()
    {
        var buffer = new MessageBuffer(RespSubscriptionOptions.Default);
        var sink = new SubscriberSink(buffer, isAgain: false);
        foreach (var push in (string[])[">1\r\n$7\r\nmessage\r\n", ">2\r\n$7\r\nmessage\r\n$1\r\na\r\n", ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n", ">0\r\n"]) Push(sink, push);

        Push(sink, ">4\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$4\r\nnews\r\n$1\r\nx\r\n");

        var message = (await buffer.TakeAsync(default))!.Value;
        Assert.Equal(("news", "n*", "x"), (message.Channel, message.Pattern, message.Text));
        Assert.Equal("Message of 1 bytes", message.ToString());
        Assert.False(sink.Moved.IsCompleted);
        Push(sink, ">3\r\n$12\r\nsunsubscribe\r\n$4\r\nnews\r\n:0\r\n");
        Assert.True(sink.Moved.IsCompleted);
    }

    private static void Push(SubscriberSink sink, string frame)
    {
        var reader = new RespReader(Encoding.ASCII.GetBytes(frame));
        reader.Read();
        sink.Pushed(ref reader);
    }
}
