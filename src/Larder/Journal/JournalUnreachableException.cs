namespace Larder.Journal;

/// <summary>A write could not be journaled, or nobody knows whether it was: it is not acknowledged.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The journal's failure.</param>
public sealed class JournalUnreachableException(string message, Exception inner) : CacheException("LAR508", message, inner);
