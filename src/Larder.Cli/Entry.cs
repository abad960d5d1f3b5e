using Larder.Cli.Commands;

namespace Larder.Cli;

/// <summary>Where the program begins.</summary>
internal static class Entry
{
    public static Task<int> Main(string[] arguments) => VerbTree.RunAsync(arguments);
}
