namespace Larder.Resp.Configuration;

/// <summary>An address or its options cannot be used. All that is wrong is told at once, and no secret is in it.</summary>
public sealed class RespOptionsException : RespException
{
    internal RespOptionsException(IReadOnlyList<RespRemark> problems) : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<RespRemark> Problems { get; }
}
