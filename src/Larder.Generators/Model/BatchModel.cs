namespace Larder.Generators.Model;

/// <summary>How a method over many ids takes and gives them.</summary>
/// <param name="Ids">The parameter of the ids.</param>
/// <param name="Id">The type of an id.</param>
/// <param name="Item">What the template calls a single id.</param>
/// <param name="Value">The type of a value.</param>
/// <param name="Shapes">What has to be converted.</param>
internal sealed record BatchModel(string Ids, string Id, string Item, string Value, BatchShapes Shapes);
