namespace Larder.Architecture.Sources;

/// <summary>A room of a project: the first folder below it, or its root.</summary>
internal readonly record struct Place(string Project, string Room)
{
    public const string Root = "(root)";
}
