namespace Larder.Resp.Configuration;

/// <summary>Something to know about the options. It holds no secret.</summary>
/// <param name="Code">LAR211, LAR212, LAR213, LAR216 or LAR217; each has a page in docs/errors.</param>
/// <param name="Text">What it is, and what to do.</param>
public sealed record RespRemark(string Code, string Text)
{
    /// <summary>The code and the text.</summary>
    public override string ToString() => $"{Code} {Text}";
}
