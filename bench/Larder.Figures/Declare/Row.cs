namespace Larder.Figures.Declare;

/// <summary>What is looked up.</summary>
internal sealed record Row(int Id, string Name);
