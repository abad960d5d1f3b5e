namespace Larder.Resp.Commands;

/// <summary>When SET sets.</summary>
public enum SetWhen
{
    /// <summary>Whatever the key holds.</summary>
    Always,

    /// <summary>Only if there is no such key (NX).</summary>
    Absent,

    /// <summary>Only if there is such a key (XX).</summary>
    Present,
}
