using System.CommandLine;
using Larder.Cli.Output;

namespace Larder.Cli.Commands;

/// <summary>One verb. A new one is a file with a class of this kind, and a line in the tree.</summary>
internal abstract class Verb(string name, string description)
{
    public Command Command { get; } = new(name, description);

    /// <summary>Hangs the verb into the tree; how it is run and how it may fail is the same for all.</summary>
    public Command In(GlobalOptions options)
    {
        Command.SetAction((line, cancellationToken) => RunAsync(line, options, cancellationToken));
        return Command;
    }

    protected abstract Task<ExitCode> RunAsync(Call call);

    protected static Option<TValue> Option<TValue>(string name, string? value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    private async Task<int> RunAsync(ParseResult line, GlobalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var terminal = options.TerminalOf(line);
            var code = await RunAsync(new Call(line, options, terminal, cancellationToken)).ConfigureAwait(false);
            await terminal.Data.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return (int)code;
        }
        catch (CommandFailure failure)
        {
            Console.Error.WriteLine(failure.Message);
            foreach (var hint in failure.Hints) Console.Error.WriteLine(hint);
            return (int)failure.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (IOException broken) when (broken is not (FileNotFoundException or FileLoadException))
        {
            // The other end of a pipe that is gone is no failure, and the console says nothing of it; a full disk is one.
            Console.Error.WriteLine($"LAR707 The output can't be written: {broken.Message}");
            return (int)ExitCode.Failed;
        }
        catch (Exception error)
        {
            // Nobody expected this; who tells us of it needs all of it.
            Console.Error.WriteLine($"LAR708 larder {Command.Name} failed: {error}");
            return (int)ExitCode.Failed;
        }
    }
}
