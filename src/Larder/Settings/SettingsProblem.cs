using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>Something about the settings that a person should know.</summary>
/// <param name="Level"><see cref="LogLevel.Error"/>: the application must not start so.</param>
/// <param name="Subject">The setting and its value, secrets masked.</param>
/// <param name="Origin">Where the value came from.</param>
/// <param name="Complaint">What is wrong with it.</param>
internal sealed record SettingsProblem(LogLevel Level, string Subject, string Origin, Complaint Complaint)
{
    private const int OriginColumn = 72;
    private const string Indent = "         ";

    public string Code => Complaint.Code;

    /// <summary>On one line, for a log.</summary>
    public string Line => $"{Subject.TrimEnd('.')} (from {Origin}). {string.Join(' ', Complaint.Lines)}";

    /// <summary>As a paragraph of a report.</summary>
    public override string ToString() => string.Join(
        '\n', [$" {Code}  {Subject.PadRight(OriginColumn - 2)}  from {Origin}", .. Complaint.Lines.Select(line => Indent + line)]);
}
