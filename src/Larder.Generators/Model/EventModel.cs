namespace Larder.Generators.Model;

/// <summary>An event, which is passed through.</summary>
/// <param name="Declaration">Its type and name, as an explicit implementation declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Container">The interface that has it, if it is an inherited one; else empty.</param>
internal sealed record EventModel(string Declaration, string Name, string Container);
