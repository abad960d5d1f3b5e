namespace Larder.Resp.Commands;

/// <summary>Who reads.</summary>
/// <param name="Group">The group.</param>
/// <param name="Name">The consumer's name in it.</param>
public readonly record struct StreamConsumer(string Group, string Name);
