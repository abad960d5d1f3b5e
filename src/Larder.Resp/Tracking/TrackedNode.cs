using Larder.Resp.Connections;

namespace Larder.Resp.Tracking;

/// <summary>The tracked connection to one server, and who hears what comes over it.</summary>
internal sealed record TrackedNode(ConnectionKeeper Connection, ITrackingSink Sink);
