namespace Larder.Resp.Commands;

/// <summary>Several arguments at once.</summary>
internal static class CommandArguments
{
    public static Command Args(this Command command, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments) command = command.Arg(argument);
        return command;
    }

    public static Command Args(this Command command, IEnumerable<ReadOnlyMemory<byte>> arguments)
    {
        foreach (var argument in arguments) command = command.Arg(argument);
        return command;
    }
}
