using System.Buffers;

namespace Larder.Resp;

/// <summary>Sends commands: a client, a batch, a transaction, a leased connection. All calls that Larder.Resp has are sugar over it.</summary>
public interface IRespExecutor
{
    /// <summary>Sends a command and gives its reply as a value.</summary>
    /// <exception cref="RespServerException">The server answered with an error.</exception>
    /// <exception cref="RespConnectionException">There is no connection, or it was lost; its Delivery tells whether the command may have run.</exception>
    /// <exception cref="RespTimeoutException">No answer within the command's time.</exception>
    ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a command whose reply is a bulk string, and receives that straight into <paramref name="destination"/>. Gives its length, or -1 for
    /// null. The writer is not touched after the task has ended, however it ended; what it holds is whole only if that was a success.
    /// </summary>
    /// <exception cref="RespException">As <see cref="ExecuteAsync"/>.</exception>
    ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default);
}
