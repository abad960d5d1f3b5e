namespace Larder.Resp.Connections;

/// <summary>What the clock of a connection asks it to do.</summary>
internal interface IPulse
{
    /// <summary>Ask the server whether it is there.</summary>
    void Ask();

    /// <summary>A command was given up.</summary>
    void Slow(RespTimeoutException timeout);

    /// <summary>For a second nothing was given up, and answers came.</summary>
    void Well();

    /// <summary>Nothing came for so long, though something is owed: end the connection.</summary>
    void Silent(TimeSpan silence);
}
