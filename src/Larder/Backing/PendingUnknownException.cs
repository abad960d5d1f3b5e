namespace Larder.Backing;

/// <summary>Nobody can tell what is pending. The database may be older than what was acknowledged: its answer is given, and not kept.</summary>
internal sealed class PendingUnknownException(Exception? cause) : Exception("What is pending could not be read.", cause);
