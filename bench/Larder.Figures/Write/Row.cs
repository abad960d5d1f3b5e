namespace Larder.Figures.Write;

/// <summary>A row.</summary>
internal sealed record Row(int Id, string Text, long Number);
