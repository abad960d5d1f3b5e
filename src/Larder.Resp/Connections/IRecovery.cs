namespace Larder.Resp.Connections;

/// <summary>Who may save a command that failed: send it elsewhere, or again.</summary>
internal interface IRecovery
{
    /// <summary>
    /// Takes the operation over, or says no, and then it fails. Called on the reader loop or under a lock: it decides and returns; what it does,
    /// it does elsewhere. Who takes it either submits it again or fails it.
    /// </summary>
    bool Takes(PendingReply operation, RespException failure);
}
