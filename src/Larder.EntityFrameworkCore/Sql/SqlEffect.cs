namespace Larder.EntityFrameworkCore.Sql;

/// <summary>What statements may change.</summary>
/// <param name="Tables">The tables that they write to.</param>
/// <param name="IsUnknown">There is a statement that does not tell: it may change any table.</param>
internal sealed record SqlEffect(IReadOnlyList<TableName> Tables, bool IsUnknown)
{
    public static SqlEffect None { get; } = new([], false);

    public static SqlEffect Unknown { get; } = new([], true);

    public bool Writes => IsUnknown || Tables.Count > 0;
}
