namespace Larder.Resp.Client;

/// <summary>A command of a transaction, and who waits for its part of EXEC's answer.</summary>
internal abstract class QueuedCommand(Command command)
{
    public Command Command => command;

    /// <summary>The server's refusal to queue it, which fails the whole transaction; null if it took it.</summary>
    public RespServerException? Refusal { get; set; }

    /// <summary>Reads its part; the reader's.</summary>
    public abstract void Receive(ReadOnlySpan<byte> frame);

    public abstract void Fail(Exception failure);
}
