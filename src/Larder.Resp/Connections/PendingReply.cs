namespace Larder.Resp.Connections;

/// <summary>One command on its way, and who waits for its reply.</summary>
internal abstract class PendingReply
{
    public Command Command { get; protected set; }

    /// <summary>Who may save it if it fails; null for nobody.</summary>
    public IRecovery? Recovery { get; set; }

    /// <summary>How often it has been sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Ends it with a failure, now and for good: no recovery is asked. The waiting caller is resumed elsewhere.</summary>
    public abstract void Fail(RespException failure);
}
