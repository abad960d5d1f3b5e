using Larder.Resp.Subscriptions;

namespace Larder.Resp.Topology.Tests.Subscriptions;

public class MessageBufferTests
{
    [Fact]
    public async Task A_full_buffer_leaves_a_gap_where_messages_were_dropped()
    {
        var buffer = new MessageBuffer(new() { MaxMessages = 2 });
        foreach (var text in (string[])["a", "b", "c", "d"]) buffer.Add(Message(text));

        Assert.Equal("a", await NextAsync(buffer));
        buffer.Add(Message("e"));
        Assert.Equal(["b", "gap", "e"], [await NextAsync(buffer), await NextAsync(buffer), await NextAsync(buffer)]);
    }

    [Fact]
    public async Task A_gap_comes_though_no_message_follows_it()
    {
        var buffer = new MessageBuffer(new() { MaxMessages = 1 });
        buffer.Add(Message("a"));
        buffer.Add(Message("b"));

        Assert.Equal(["a", "gap"], [await NextAsync(buffer), await NextAsync(buffer)]);
        Assert.False(buffer.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Gaps_next_to_each_other_are_one()
    {
        var buffer = new MessageBuffer(RespSubscriptionOptions.Default);
        buffer.AddGap();
        buffer.AddGap();
        buffer.Add(Message("a"));

        Assert.Equal(["gap", "a"], [await NextAsync(buffer), await NextAsync(buffer)]);
    }

    [Fact]
    public async Task Bytes_are_bounded_and_a_message_larger_than_the_bound_still_comes()
    {
        var buffer = new MessageBuffer(new() { MaxBytes = 10 });
        buffer.Add(Message(new string('x', 20)));
        buffer.Add(Message("b"));

        Assert.Equal(20, (await NextAsync(buffer)).Length);
        Assert.Equal("gap", await NextAsync(buffer));
        buffer.Add(Message("c"));
        Assert.Equal("c", await NextAsync(buffer));
    }

    [Fact]
    public async Task A_reader_that_waits_is_told()
    {
        var buffer = new MessageBuffer(RespSubscriptionOptions.Default);
        var next = NextAsync(buffer);
        buffer.Add(Message("a"));
        Assert.Equal("a", await next);

        var end = buffer.TakeAsync(default).AsTask();
        buffer.End();
        Assert.Null(await end);
    }

    [Fact]
    public async Task What_came_before_the_end_is_read_and_then_the_failure_is_thrown()
    {
        var buffer = new MessageBuffer(RespSubscriptionOptions.Default);
        buffer.Add(Message("a"));
        buffer.End(new RespServerException("NOPERM no"));

        Assert.Equal("a", await NextAsync(buffer));
        await Assert.ThrowsAsync<RespServerException>(() => NextAsync(buffer));
    }

    private static RespMessage Message(string text) => new("channel", null, System.Text.Encoding.ASCII.GetBytes(text));

    private static async Task<string> NextAsync(MessageBuffer buffer) =>
        await buffer.TakeAsync(default) is { } message ? message.Kind == RespMessageKind.Gap ? "gap" : message.Text : "end";
}
