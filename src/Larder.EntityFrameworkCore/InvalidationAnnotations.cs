namespace Larder.EntityFrameworkCore;

/// <summary>The names of annotations of a model.</summary>
internal static class InvalidationAnnotations
{
    public const string Keys = "Larder:Keys";
    public const string Tags = "Larder:Tags";
}
