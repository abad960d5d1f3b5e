namespace Larder.Resp.Topology;

/// <summary>What a topology asks of a command.</summary>
internal static class CommandKinds
{
    private const CommandTraits Looked = CommandTraits.Reads | CommandTraits.Writes | CommandTraits.Blocks | CommandTraits.Connection;

    /// <summary>True if a replica may answer it.</summary>
    public static bool IsPlainRead(this in Command command) => (command.Traits & Looked) == CommandTraits.Reads;
}
