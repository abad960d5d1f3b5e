namespace Larder.Figures.Write;

/// <summary>A row as it is written often.</summary>
internal sealed record StockRow(int Id, string Name, int Amount, decimal Price);
