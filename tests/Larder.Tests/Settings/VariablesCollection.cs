namespace Larder.Tests.Settings;

/// <summary>Tests that change the variables of the process run while no other test does.</summary>
[CollectionDefinition(Variables.Collection, DisableParallelization = true)]
public sealed class VariablesCollection;
