namespace Larder.Resp;

/// <summary>How a client stands to a server.</summary>
public enum RespState
{
    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Connected and answering.</summary>
    Connected,

    /// <summary>Connected, but answers are overdue.</summary>
    Slow,

    /// <summary>The connection was lost; a new one is being made.</summary>
    Reconnecting,

    /// <summary>Another server is becoming the master.</summary>
    FailingOver,

    /// <summary>Closed by the client's owner.</summary>
    Closed,
}
