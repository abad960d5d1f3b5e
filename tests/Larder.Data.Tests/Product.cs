namespace Larder.Data.Tests;

/// <summary>A row with a column that may be null.</summary>
internal sealed record Product(int Id, string? Name, long Price);
