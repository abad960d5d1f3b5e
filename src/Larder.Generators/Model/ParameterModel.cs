namespace Larder.Generators.Model;

/// <summary>A parameter.</summary>
/// <param name="Name">Its name, as code writes it.</param>
/// <param name="Type">Its type, as code writes it.</param>
/// <param name="Passing">What stands before an argument: <c>ref </c>, <c>out </c>, <c>in </c> or nothing.</param>
/// <param name="IsToken">True for a token of cancellation.</param>
internal sealed record ParameterModel(string Name, string Type, string Passing, bool IsToken);
