namespace Larder.Resp.Tests.Client;

/// <summary>How the commands of a soak ended.</summary>
internal sealed class SoakTally
{
    private int _answered;
    private int _wrong;
    private int _cancelled;
    private int _lost;

    public int Answered => _answered;

    public int Wrong => _wrong;

    public int Cancelled => _cancelled;

    public int Lost => _lost;

    public void Answer(bool isOwn) => Interlocked.Increment(ref isOwn ? ref _answered : ref _wrong);

    public void Cancel() => Interlocked.Increment(ref _cancelled);

    public void Lose() => Interlocked.Increment(ref _lost);

    public override string ToString() => $"{_answered} answered, {_wrong} wrong, {_cancelled} cancelled, {_lost} lost";
}
