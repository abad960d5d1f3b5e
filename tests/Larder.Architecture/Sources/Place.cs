namespace Larder.Architecture.Sources;

/// <summary>A room of a project: the first folder below it, its root, or the statements that compose it.</summary>
internal readonly record struct Place(string Project, string Room)
{
    public const string Root = "(root)";
    public const string Program = "(program)";
}
