namespace Larder.Cli.Output;

/// <summary>How somebody wants to see things.</summary>
/// <param name="Color"><c>auto</c>, <c>always</c> or <c>never</c>.</param>
/// <param name="IsPlain">As for a script, also on a terminal.</param>
/// <param name="IsAscii">No signs beyond ASCII of our own.</param>
/// <param name="IsQuiet">No messages.</param>
internal sealed record TerminalTerms(string Color, bool IsPlain, bool IsAscii, bool IsQuiet);
