using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Storefront.Hosting;

/// <summary>Log lines as a person at a terminal wants them: a message is its line; what is worse than information says so first.</summary>
internal sealed class PlainConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (IsToldAtTheEnd(entry.EventId, entry.Exception)) return;
        var prefix = entry.LogLevel switch
        {
            LogLevel.Critical => "critical: ",
            LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            LogLevel.Debug or LogLevel.Trace => $"{entry.Category}: ",
            _ => "",
        };
        textWriter.WriteLine(prefix + entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is { } exception) textWriter.WriteLine(exception);
    }

    // The program's last words are the same failure, in a line.
    private static bool IsToldAtTheEnd(EventId happened, Exception? exception) =>
        happened.Name == "HostedServiceStartupFaulted" && exception is not null && StartFailure.Describe(exception) is not null;
}
