using System.Buffers;

namespace Larder.Resp.Connections;

/// <summary>What has come and is not read yet, in one piece. It grows with what comes, never with what a length promises.</summary>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int Normal = 64 * 1024;
    private const int LeastFree = 4 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Normal);
    private int _start;
    private int _end;

    /// <summary>Where the unread bytes stand in the connection's stream.</summary>
    public long Offset { get; private set; }

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Free => _bytes.AsMemory(_end);

    public void Received(int count) => _end += count;

    public void Consume(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Counts what was received past this buffer.</summary>
    public void Skip(long count) => Offset += count;

    /// <summary>Makes room: moves what is unread to the front, or takes a larger array.</summary>
    public void MakeRoom()
    {
        var unread = _end - _start;
        if (unread == 0)
        {
            _start = _end = 0;
            if (_bytes.Length > Normal * 4) Replace(Normal, 0);
            return;
        }
        if (_bytes.Length - _end >= LeastFree && _end <= _bytes.Length / 2) return;
        if (unread <= _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, unread).CopyTo(_bytes);
            (_start, _end) = (0, unread);
            return;
        }
        if (_bytes.Length - _end < LeastFree) Replace((int)Math.Min((long)_bytes.Length * 2, Array.MaxLength), unread);
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        _start = _end = 0;
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Replace(int size, int unread)
    {
        var other = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(_start, unread).CopyTo(other);
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _start, _end) = (other, 0, unread);
    }
}
