namespace Larder.Testing.Conformance;

/// <summary>A clause before it is bound to a place.</summary>
/// <param name="Name">The promise, a sentence.</param>
/// <param name="Body">The trial; throws when the tier fails it.</param>
internal sealed record ClauseBody(string Name, Func<Trial, Task> Body);
