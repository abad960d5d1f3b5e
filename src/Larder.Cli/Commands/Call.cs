using System.CommandLine;
using Larder.Cli.Output;
using Larder.Cli.Targets;

namespace Larder.Cli.Commands;

/// <summary>A verb that runs.</summary>
/// <param name="Line">What was typed.</param>
/// <param name="Options">What every verb takes.</param>
/// <param name="Terminal">Where the answer goes.</param>
/// <param name="Cancelled">Ctrl-C.</param>
internal sealed record Call(ParseResult Line, GlobalOptions Options, Terminal Terminal, CancellationToken Cancelled)
{
    public bool IsJson => Options.IsJson(Line);

    public bool MayAsk => Options.MayAsk(Line);

    public TargetTerms Terms => Options.TargetOf(Line);

    /// <summary>The cache that is meant; a person is told which.</summary>
    public ITarget Find()
    {
        var target = TargetFinder.Find(Terms);
        if (Terminal.IsPerson) Terminal.Say(target.Description);
        return target;
    }
}
