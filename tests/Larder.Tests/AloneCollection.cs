namespace Larder.Tests;

/// <summary>Runs while no other test of the process does: it measures what the whole process holds, or leaves behind.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
