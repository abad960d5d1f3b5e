using Larder.Resp.Diagnostics;
using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>
/// The one reader of a connection. It finds frames, gives each to whom it is owed, and runs nothing of anybody else's: callers are resumed
/// elsewhere, the sink is ours and short.
/// </summary>
internal sealed class ReplyLoop(ITransport transport, ConnectionOptions options, SendQueue sends, IConnectionSink? sink)
{
    private const int ReceivedInPlace = 32 * 1024;

    private readonly RespScanner _scanner = new(options.Limits);
    private readonly PendingReplies _pending = sends.Pending;
    private Traffic? _latency;
    private long _bytesReceived;
    private long _lastReceived = options.Clock.GetTimestamp();

    public Completions Completions { get; } = new(sends);

    /// <summary>Threads of its own that read a socket which many share; null where the system's wait is enough.</summary>
    public SocketReaders? Readers { get; private set; }

    /// <summary>Set when the handshake has settled it.</summary>
    public int Protocol { get; set; } = 3;

    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    /// <summary>When the last bytes came, by the connection's clock.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>Reads until the connection ends; that is always an exception.</summary>
    public async Task RunAsync()
    {
        using var buffer = new ReceiveBuffer();
        if (options.Use == ConnectionUse.Shared && transport is SocketTransport socket) Readers = new SocketReaders(socket, Completions);
        while (true)
        {
            var count = Readers is { } readers ? await readers.ReceiveAsync(buffer.Free) : await new Arming(transport.ReceiveAsync(buffer.Free), Completions);
            if (count == 0) throw new EndOfStreamException("The server closed the connection.");
            Note(count);
            buffer.Received(count);
            ReadFrames(buffer);
            // What came right behind the end of a long one is here already.
            while (LongBulk(buffer, out var bulk) && await ReceiveInPlaceAsync(buffer, bulk).ConfigureAwait(false)) ReadFrames(buffer);
            buffer.MakeRoom();
        }
    }

    private void Note(int count)
    {
        Volatile.Write(ref _bytesReceived, _bytesReceived + count);
        Volatile.Write(ref _lastReceived, options.Clock.GetTimestamp());
        options.Traffic?.Received(count);
        _latency = options.Traffic is { MeasuresLatency: true } traffic ? traffic : null;
    }

    private void ReadFrames(ReceiveBuffer buffer)
    {
        var answered = 0;
        while (buffer.Unread.Length > 0)
        {
            var unread = buffer.Unread;
            var length = _scanner.Scan(unread, buffer.Offset);
            if (length < 0) break;
            if (Take(unread[..length], buffer.Offset)) answered++;
            buffer.Consume(length);
        }
        if (answered > 0) Count(answered);
    }

    private void Count(int answered)
    {
        options.Traffic?.Answered(answered);
        sends.Answered(answered);
    }

    // True if it was the answer to a command.
    private bool Take(ReadOnlySpan<byte> frame, long offset)
    {
        if (frame[0] == (byte)'|') frame = ReplyAttribute.Strip(frame);
        if (frame[0] == (byte)'>' || IsOldPush(frame)) return TakePush(frame);
        var pending = _pending.Peek() ?? throw new RespProtocolException("A reply came that no command waits for.", offset);
        _pending.Pop();

        // Who is cut off from its cluster answers so, and what it does not know of it can't tell: that proves nothing.
        if (!frame.StartsWith("-CLUSTERDOWN"u8)) pending.Place = sink?.Answered(pending.SentAt) ?? 0;
        _latency?.Took(options.Clock.GetElapsedTime(pending.SentAt, _lastReceived));
        if (frame[0] is (byte)'-' or (byte)'!') Refused(pending, frame);
        else if (pending.TryTake()) Receive(pending, frame);
        return true;
    }

    private void Receive(PendingReply pending, ReadOnlySpan<byte> frame)
    {
        try
        {
            pending.Receive(frame);
        }
        catch (RespProtocolException unfit)
        {
            pending.Hold(unfit);
        }
        Completions.Add(pending);
    }

    private void Refused(PendingReply pending, ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.Read();
        var failure = FailureText.Refused(reader.ReadString(), pending.Command, options);
        if (pending.IsWaiting && pending.Recovery?.Takes(pending, failure) == true) return;
        if (!pending.TryTake()) return;
        pending.Hold(failure);
        Completions.Add(pending);
    }

    private bool TakePush(ReadOnlySpan<byte> frame)
    {
        var push = new RespReader(frame);
        push.Read();
        sink?.Pushed(ref push);
        if (_pending.Peek() is not PendingConfirmations confirmations) return false;
        var reader = new RespReader(frame);
        reader.Read();
        if (!confirmations.Confirm(reader)) return false;
        _pending.Pop();
        if (confirmations.TryTake()) Completions.Add(confirmations);
        return true;
    }

    // RESP2 has no pushes: on a subscriber's connection, lists with these words are.
    private bool IsOldPush(ReadOnlySpan<byte> frame)
    {
        if (Protocol != 2 || options.Use != ConnectionUse.Subscriber || frame[0] != (byte)'*') return false;
        var reader = new RespReader(frame);
        reader.Read();
        if (reader.Count < 3) return false;
        reader.Read();
        return reader.Content.EndsWith("message"u8) || reader.Content.EndsWith("subscribe"u8);
    }

    // A long bulk string, not all here, that the oldest caller wants in a buffer of its own.
    private bool LongBulk(ReceiveBuffer buffer, out PendingBulk bulk)
    {
        bulk = null!;
        if (_scanner.Wanted < ReceivedInPlace || !transport.ReceivesDirectly) return false;
        if (!RespBulk.TryHead(buffer.Unread, out _, out var length) || length < ReceivedInPlace) return false;
        bulk = (_pending.Peek() as PendingBulk)!;
        return bulk is not null;
    }

    // False if its caller has gone before there was a place: then the usual way receives it, and passes it over.
    private async ValueTask<bool> ReceiveInPlaceAsync(ReceiveBuffer buffer, PendingBulk bulk)
    {
        RespBulk.TryHead(buffer.Unread, out var start, out var length);
        if (!await bulk.AskAsync(length).ConfigureAwait(false)) return false;
        buffer.Consume(start);
        var filled = bulk.Fill(0, length, into => MoveTo(buffer, into));
        while (filled >= 0 && filled < length)
        {
            await transport.ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false);
            var count = bulk.Fill(filled, length, transport.TryReceive);
            if (count == 0) throw new EndOfStreamException("The server closed the connection within a reply.");
            if (count == PendingBulk.Gone) break;
            if (count < 0) continue;
            Note(count);
            buffer.Skip(count);
            filled += count;
        }
        _scanner.Forget();
        await PassAsync(buffer, length - Math.Max(filled, 0)).ConfigureAwait(false);
        Finish(bulk);
        return true;
    }

    private static int MoveTo(ReceiveBuffer buffer, Span<byte> destination)
    {
        var count = Math.Min(buffer.Unread.Length, destination.Length);
        buffer.Unread[..count].CopyTo(destination);
        buffer.Consume(count);
        return count;
    }

    // Passes over the rest of a bulk string whose caller has gone, and over its end.
    private async ValueTask PassAsync(ReceiveBuffer buffer, long rest)
    {
        while (true)
        {
            var passed = (int)Math.Min(rest, buffer.Unread.Length);
            buffer.Consume(passed);
            rest -= passed;
            if (rest == 0 && buffer.Unread.Length >= 2) break;
            buffer.MakeRoom();
            var count = await transport.ReceiveAsync(buffer.Free).ConfigureAwait(false);
            if (count == 0) throw new EndOfStreamException("The server closed the connection within a reply.");
            Note(count);
            buffer.Received(count);
        }
        if (!buffer.Unread.StartsWith("\r\n"u8)) throw new RespProtocolException("A bulk string is longer than its length says.", buffer.Offset);
        buffer.Consume(2);
    }

    private void Finish(PendingBulk bulk)
    {
        _pending.Pop();
        bulk.Place = sink?.Answered(bulk.SentAt) ?? 0;
        if (bulk.TryTake()) Completions.Add(bulk);
        Count(1);
    }
}
