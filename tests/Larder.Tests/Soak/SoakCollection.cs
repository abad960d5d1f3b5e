namespace Larder.Tests.Soak;

/// <summary>Runs while no other test does: it watches over what the process leaves behind.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SoakCollection
{
    public const string Name = "soak";
}
