using System.Net;

namespace Larder.Resp.Client;

/// <summary>One server.</summary>
/// <param name="EndPoint">Where it is.</param>
/// <param name="Commands">Executes there, and nowhere else.</param>
public sealed record RespNode(EndPoint EndPoint, IRespExecutor Commands);
