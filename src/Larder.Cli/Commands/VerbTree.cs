using System.CommandLine;
using Larder.Cli.Output;

namespace Larder.Cli.Commands;

/// <summary>All verbs, and what becomes of a line that is none.</summary>
internal static class VerbTree
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new GlobalOptions();
        var root = new RootCommand("Looks into a Larder cache: of an application that runs here, of another one, in Redis, in a SQLite file.") { HelpName = "larder" };
        foreach (var option in options.All) root.Add(option);
        foreach (var verb in (Verb[])[new StatusVerb(), new KeysVerb(), new GetVerb(), new ClearVerb(), new WarmUpVerb(), new MonitorVerb(), new PsVerb(), new VersionVerb()])
            root.Add(verb.In(options));

        var line = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        string[] unknown = [.. Unknown(root, line, arguments)];
        if (line.Errors.Count > 0 || unknown.Length > 0) return Refuse(root, line, unknown);
        return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
    }

    // An option that is none would be taken for the verb's argument, and a typing error for a pattern.
    private static IEnumerable<string> Unknown(RootCommand root, ParseResult line, string[] arguments)
    {
        var known = line.CommandResult.Command.Options.Concat(root.Options).SelectMany(static option => option.Aliases.Append(option.Name)).ToHashSet();
        return arguments.TakeWhile(static word => word != "--").Select(static word => word.Split('=')[0]).Where(word => word.StartsWith("--", StringComparison.Ordinal) && !known.Contains(word));
    }

    private static int Refuse(RootCommand root, ParseResult line, string[] unknown)
    {
        var at = line.CommandResult.Command;
        foreach (var word in unknown) Console.Error.WriteLine($"There is no option {Words.Safe(word)}.");
        foreach (var error in line.Errors.Select(static error => error.Message).Distinct()) Console.Error.WriteLine(Words.Safe(error));
        var known = at.Subcommands.Select(static verb => verb.Name).Concat(at.Options.Concat(root.Options).Select(static option => option.Name));
        foreach (var word in line.UnmatchedTokens.Concat(unknown).Distinct())
            if (Spelling.Nearest(word, known) is { } meant) Console.Error.WriteLine($"Did you mean {meant}? (nothing was run)");
        Console.Error.WriteLine(at is RootCommand ? "Try: larder --help" : $"Try: larder {at.Name} --help");
        return (int)ExitCode.Usage;
    }
}
