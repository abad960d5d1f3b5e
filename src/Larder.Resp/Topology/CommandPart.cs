namespace Larder.Resp.Topology;

/// <summary>What one node serves of a divided command.</summary>
/// <param name="Command">The same command with some of the keys.</param>
/// <param name="Places">Which keys those are, counted over the whole command, so that each answer finds its place.</param>
internal sealed record CommandPart(Command Command, int[] Places);
