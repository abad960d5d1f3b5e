using Larder.Tiers;

namespace Larder.Testing.Tiers;

/// <summary>What goes wrong with a call.</summary>
public abstract class TierFault
{
    /// <summary>Only this assembly knows how faults are carried out.</summary>
    private protected TierFault()
    {
    }

    /// <summary>The call does nothing and throws.</summary>
    public static TierFault Fail(TierFailure failure) => new Failing(failure);

    /// <summary>The call takes this much longer, by the tier's clock.</summary>
    public static TierFault Delay(TimeSpan by) => new Delaying(by);

    /// <summary>The call hangs until it is released or cancelled.</summary>
    public static HangingFault Hang() => new();

    /// <summary>The call does its work; then it throws <see cref="TierFailure.MaybeDone"/>.</summary>
    public static TierFault LoseAnswer() => new LosingAnswer();

    /// <summary>Bodies that are read end after this many bytes.</summary>
    public static TierFault TruncateBodies(int bytes) => new ChangingBodies(body => body.Length > bytes ? body[..bytes] : body);

    /// <summary>In bodies that are read, this byte is another one; counted from the end if negative. Shorter ones stay whole.</summary>
    public static TierFault FlipByte(int at) => new ChangingBodies(body =>
    {
        var index = at < 0 ? body.Length + at : at;
        if (index >= 0 && index < body.Length) body[index] ^= 0x55;
        return body;
    });

    internal virtual ValueTask BeforeAsync(TimeProvider clock, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    internal virtual void After()
    {
    }

    internal virtual SlotRead Change(SlotRead answer) => answer;

    private sealed class Failing(TierFailure failure) : TierFault
    {
        internal override ValueTask BeforeAsync(TimeProvider clock, CancellationToken cancellationToken) =>
            throw new TierException(failure, "The test's script makes this call fail.");
    }

    private sealed class Delaying(TimeSpan by) : TierFault
    {
        internal override ValueTask BeforeAsync(TimeProvider clock, CancellationToken cancellationToken) =>
            new(Task.Delay(by, clock, cancellationToken));
    }

    private sealed class LosingAnswer : TierFault
    {
        internal override void After() => throw new TierException(TierFailure.MaybeDone, "The test's script loses the answer of this call.");
    }

    private sealed class ChangingBodies(Func<byte[], byte[]> change) : TierFault
    {
        internal override SlotRead Change(SlotRead answer) => answer with { Body = change(answer.Body.ToArray()) };
    }
}
