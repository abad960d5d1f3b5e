using System.Buffers;
using System.Collections.Concurrent;
using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>
/// A bulk string for the caller's own buffer. A short one is kept here until the caller's thread comes for it. A long one is received into
/// memory that the caller's writer gives; the writer is the caller's code, so it is asked on the thread pool, and the reader waits.
/// </summary>
internal sealed class PendingBulk : PendingReply<long>
{
    private const int LargestKept = 64 * 1024;
    private const int Least = 128;

    private static readonly ConcurrentQueue<PendingReply[]> Surplus = new();

    [ThreadStatic]
    private static PendingStack? unused;

    private readonly Lock _use = new();
    private IBufferWriter<byte>? _destination;
    private byte[] _kept = [];
    private int _keptBytes;
    private Memory<byte> _memory;
    private bool _memoryInUse;
    private TaskCompletionSource? _asked;

    public static PendingBulk Rent(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        var pending = (PendingBulk?)(unused ??= new PendingStack(Surplus)).Pop() ?? new PendingBulk();
        pending._destination = destination;
        pending.Arm(command, cancellationToken);
        return pending;
    }

    public override void Receive(ReadOnlySpan<byte> frame)
    {
        if (RespBulk.TryHead(frame, out var start, out var length))
        {
            Keep(frame.Slice(start, length));
            return;
        }
        var reader = new RespReader(frame);
        reader.Read();
        if (reader.IsList) throw reader.Unfit("a bulk string");
        Keep(reader.Content);
        if (reader.IsNull) Result = -1;
    }

    /// <summary>Asks the caller's writer for memory for so many bytes. False if there is none to be had: the reply is then passed over.</summary>
    public async ValueTask<bool> AskAsync(int length)
    {
        lock (_use)
        {
            if (!IsWaiting) return false;
            _memoryInUse = true;
        }
        Result = length;
        _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static pending => pending.Ask(), this, preferLocal: false);
        await _asked.Task.ConfigureAwait(false);
        return IsWaiting;
    }

    /// <summary>
    /// Lets <paramref name="receive"/> fill what is still free of the memory, while nobody may take it away. -2 if the caller has gone.
    /// </summary>
    public int Fill(int filled, int length, Func<Span<byte>, int> receive)
    {
        lock (_use)
        {
            return IsWaiting ? receive(_memory.Span[filled..length]) : Gone;
        }
    }

    /// <summary>What <see cref="Fill"/> says when the caller has gone.</summary>
    public const int Gone = -2;

    // Not while the caller's writer is being asked, nor while its memory is being filled.
    public override bool TryAbandon(int use)
    {
        lock (_use)
        {
            return !_memoryInUse && base.TryAbandon(use);
        }
    }

    // On the caller's thread: what was kept is written, what was received in place is counted.
    protected override long Deliver(long result)
    {
        if (result < 0) return result;
        if (_memory.Length > 0)
        {
            _destination!.Advance((int)result);
            return result;
        }
        _destination!.Write(_kept.AsSpan(0, _keptBytes));
        return result;
    }

    protected override void Recycle()
    {
        _destination = null;
        _memory = default;
        _asked = null;
        _keptBytes = 0;
        if (_kept.Length > LargestKept) _kept = [];
        (unused ??= new PendingStack(Surplus)).Push(this);
    }

    private void Keep(ReadOnlySpan<byte> content)
    {
        if (_kept.Length < content.Length) _kept = new byte[Math.Max(Least, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)content.Length))];
        content.CopyTo(_kept);
        _keptBytes = content.Length;
        Result = content.Length;
    }

    private void Ask()
    {
        Exception? failure = null;
        try
        {
            _memory = _destination!.GetMemory((int)Result);
        }
#pragma warning disable CA1031 // The caller's writer may throw anything; it is the caller who gets it.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
        }
        if (failure is null && _memory.Length < Result) failure = new InvalidOperationException("The buffer writer gave less memory than it was asked for.");
        lock (_use)
        {
            _memoryInUse = false;
        }
        if (failure is not null && TryAbandon(Use)) EndAbandoned(failure);
        else CancelIfAsked();
        _asked!.TrySetResult();
    }
}
