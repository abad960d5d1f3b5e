using System.Buffers;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Resp.Tests.Connections;

public class BulkCancellationTests
{
    private const int Length = 200_000;
    private const int Sent = 120_000;

    [Fact]
    public async Task The_callers_buffer_is_left_alone_once_its_command_was_cancelled()
    {
        await using var server = RespStub.StartRedis(call => call.Name == "GET" ? $"${Length}\r\n{new string('a', Sent)}" : call.Name == "PING" ? "+PONG\r\n" : null);
        await using var connection = await Opening.OpenAsync(server.Port);
        var buffer = new OpenBuffer();
        using var cancellation = new CancellationTokenSource();
        var reading = connection.GetAsync("k", buffer, cancellation.Token).AsTask();
        await Eventually.HoldsAsync(() => buffer.Bytes[Sent - 1] == 'a');

        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        await server.SendAsync(new string('b', Length - Sent) + "\r\n");

        Assert.True(await connection.PingAsync());
        Assert.Equal(0, buffer.Advanced);
        Assert.DoesNotContain((byte)'b', buffer.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_right_behind_a_long_value_is_not_left_lying(bool isCancelled)
    {
        await using var server = RespStub.StartRedis(call => call.Name == "GET" ? $"${Length}\r\n{new string('a', Sent)}" : call.Name == "ECHO" ? "" : null);
        await using var connection = await Opening.OpenAsync(server.Port);
        var buffer = new OpenBuffer();
        using var cancellation = new CancellationTokenSource();
        var reading = connection.GetAsync("k", buffer, cancellation.Token).AsTask();
        var behind = connection.ExecuteAsync(new Command("ECHO").Arg("behind"), Replies.Text).AsTask();
        await Eventually.HoldsAsync(() => buffer.Bytes[Sent - 1] == 'a' && server.Calls.Contains("ECHO behind"));

        if (isCancelled) await cancellation.CancelAsync();
        await server.SendAsync(new string('b', Length - Sent) + "\r\n+behind\r\n");

        Assert.Equal("behind", await behind);
        Assert.Equal(isCancelled, await Task.WhenAny(reading) == reading && reading.IsCanceled);
    }

    [Fact]
    public async Task A_command_that_is_cancelled_while_its_buffer_is_asked_ends_after_that()
    {
        await using var server = RespStub.StartRedis(call => call.Name == "GET" ? $"${Length}\r\n{new string('a', Length)}\r\n" : call.Name == "PING" ? "+PONG\r\n" : null);
        await using var connection = await Opening.OpenAsync(server.Port);
        using var mayAnswer = new ManualResetEventSlim();
        var buffer = new OpenBuffer { MayAnswer = mayAnswer };
        using var cancellation = new CancellationTokenSource();
        var reading = connection.GetAsync("k", buffer, cancellation.Token).AsTask();
        await Eventually.HoldsAsync(() => buffer.IsAsked);

        await cancellation.CancelAsync();
        Assert.False(reading.IsCompleted);
        mayAnswer.Set();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        Assert.True(await connection.PingAsync());
    }

    private sealed class OpenBuffer : IBufferWriter<byte>
    {
        public byte[] Bytes { get; } = new byte[Length];

        public ManualResetEventSlim? MayAnswer { get; init; }

        public bool IsAsked { get; private set; }

        public int Advanced { get; private set; }

        public void Advance(int count) => Advanced += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            IsAsked = true;
            MayAnswer?.Wait(TimeSpan.FromSeconds(20));
            return Bytes;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => Bytes;
    }
}
