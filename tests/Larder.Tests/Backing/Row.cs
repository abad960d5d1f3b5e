namespace Larder.Tests.Backing;

/// <summary>A row that nobody can change.</summary>
internal sealed record Row(string Id, int Number);
