namespace Larder.EntityFrameworkCore.Sql;

/// <summary>A table as a statement or a model names it. Without a schema it may be in any.</summary>
internal readonly record struct TableName(string? Schema, string Name)
{
    /// <summary>Whether both may mean one table. Case does not count: to take one table too many is harmless, to miss one is not.</summary>
    public bool MayBe(TableName other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (Schema is null || other.Schema is null || string.Equals(Schema, other.Schema, StringComparison.OrdinalIgnoreCase));
}
