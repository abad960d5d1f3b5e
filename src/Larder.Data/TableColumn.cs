namespace Larder.Data;

/// <summary>A column of a table and where its value comes from.</summary>
/// <param name="Name">The column's name, as it is in the database.</param>
/// <param name="Value">What a row has there; null is NULL.</param>
public sealed record TableColumn<TValue>(string Name, Func<TValue, object?> Value);
