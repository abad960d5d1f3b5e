using System.Net;

namespace Larder.Resp;

/// <summary>A server's state changed.</summary>
/// <param name="EndPoint">Which server.</param>
/// <param name="State">How it stands now.</param>
/// <param name="Cause">Why, if it is not well.</param>
public sealed record RespStateChange(EndPoint EndPoint, RespState State, Exception? Cause);
