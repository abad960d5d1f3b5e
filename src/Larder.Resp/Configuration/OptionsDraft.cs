namespace Larder.Resp.Configuration;

/// <summary>Options while their address is read: what stands so far, and what is wrong or worth a word.</summary>
internal sealed class OptionsDraft
{
    private readonly List<RespRemark> _problems = [];
    private readonly List<RespRemark> _remarks = [];

    public RespOptions Options { get; set; } = new();

    public bool WantsTls { get; set; }

    public RespTlsOptions Tls { get; set; } = new();

    public string? PasswordSetBy { get; set; }

    /// <summary>It is no address, or a value is none (LAR211).</summary>
    public void Refuse(string why) => _problems.Add(new("LAR211", why));

    public void Contradict(string why) => _problems.Add(new("LAR212", why));

    /// <summary>An option is not known, or would change what the client does and is not supported (LAR213).</summary>
    public void RefuseOption(string why) => _problems.Add(new("LAR213", why));

    public void Remark(string code, string text) => _remarks.Add(new(code, text));

    public RespOptions Build()
    {
        var options = Options with { Tls = WantsTls ? Tls : null, Found = [.. _remarks] };
        if (!WantsTls && Tls != new RespTlsOptions()) Contradict("There are options of TLS, and TLS is off. Write rediss:// or ssl=true.");
        return _problems.Count == 0 ? options.Checked() : throw new RespOptionsException([.. _problems]);
    }
}
