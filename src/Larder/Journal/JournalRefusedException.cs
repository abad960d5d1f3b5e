namespace Larder.Journal;

/// <summary>Write-behind does not begin here: writes would be acknowledged that may be lost. The message says what to change.</summary>
/// <param name="code">LAR501 to LAR504.</param>
/// <param name="message">What is wrong and what to do.</param>
public sealed class JournalRefusedException(string code, string message) : CacheException(code, message, null);
