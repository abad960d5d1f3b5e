namespace Larder.Journal;

/// <summary>A write was refused, since what is before it has not reached the database yet. Nothing was changed.</summary>
/// <param name="message">What happened and what to do.</param>
public sealed class JournalFullException(string message) : CacheException("LAR505", message, null);
