namespace Larder.Architecture.Sources;

/// <summary>A place that breaks a law of the house.</summary>
internal readonly record struct Violation(string Path, int Line, string Text)
{
    public override string ToString() => $"{Path}:{Line}: {Text}";
}
