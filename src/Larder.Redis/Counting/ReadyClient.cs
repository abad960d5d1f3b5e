using Larder.Resp;

namespace Larder.Redis.Counting;

/// <summary>Gives the client once it has had the time to connect.</summary>
internal delegate ValueTask<IRespExecutor> ReadyClient(CancellationToken cancellationToken);
