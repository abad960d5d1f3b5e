namespace Larder.Settings;

/// <summary>Why a value can't be taken.</summary>
/// <param name="Code">The code, e.g. <c>LAR221</c>.</param>
/// <param name="Lines">What is wrong, and what to write instead. Without the value: it may be a secret.</param>
internal sealed record Complaint(string Code, params IReadOnlyList<string> Lines);
