using Larder.Architecture.Sources;

namespace Larder.Architecture.Rooms;

/// <summary>A use of a type of one place in another.</summary>
/// <param name="From">Who uses.</param>
/// <param name="To">Whose type is used.</param>
/// <param name="Type">The type.</param>
/// <param name="Where">The line that uses it.</param>
internal sealed record Arrow(Place From, Place To, string Type, Violation Where);
