using System.CommandLine;
using System.Globalization;
using Larder.Cli.Output;
using Larder.Cli.Targets;

namespace Larder.Cli.Commands;

/// <summary>What every verb takes.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _app = Of<string?>("--app", "URL", "The application: http://localhost:5000. Its token stands in LARDER_TOKEN.");
    private readonly Option<string?> _tokenFile = Of<string?>("--token-file", "PATH", "A file with the application's token.");
    private readonly Option<string?> _redis = Of<string?>("--redis", "URL", "Redis itself, without an application.");
    private readonly Option<string?> _file = Of<string?>("--file", "PATH", "A SQLite file itself, without an application.");
    private readonly Option<string?> _name = Of<string?>("--name", "NAME", "The application's name; in Redis and in a file its keys begin by it.");
    private readonly Option<string?> _keyPrefix = Of<string?>("--key-prefix", "PREFIX", "What its keys begin with, if that is not the name and a colon.");
    private readonly Option<int?> _processId = Of<int?>("--pid", "PID", "Which of several applications that run here.");
    private readonly Option<string?> _cache = Of<string?>("--cache", "NAME", "A named cache of the application.");
    private readonly Option<string?> _timeout = Of<string?>("--timeout", "TIME", "How long to wait for an answer: 5s.");
    private readonly Option<bool> _json = Of<bool>("--json", null, "One document of JSON.");
    private readonly Option<bool> _plain = Of<bool>("--plain", null, "As for a script, also on a terminal.");
    private readonly Option<bool> _ascii = Of<bool>("--ascii", null, "No signs beyond ASCII.");
    private readonly Option<bool> _quiet = Of<bool>("--quiet", null, "No messages beside the data.", "-q");
    private readonly Option<bool> _noInput = Of<bool>("--no-input", null, "Ask nothing.");
    private readonly Option<string?> _color = Of<string?>("--color", "WHEN", "auto, always or never.");

    public IEnumerable<Option> All =>
        [_app, _tokenFile, _redis, _file, _name, _keyPrefix, _processId, _cache, _timeout, _json, _plain, _ascii, _quiet, _noInput, _color];

    public TargetTerms TargetOf(ParseResult line) => new()
    {
        App = line.GetValue(_app),
        TokenFile = line.GetValue(_tokenFile),
        Redis = line.GetValue(_redis),
        File = line.GetValue(_file),
        Name = line.GetValue(_name),
        KeyPrefix = line.GetValue(_keyPrefix),
        ProcessId = line.GetValue(_processId),
        Cache = line.GetValue(_cache) ?? "",
        Timeout = TimeOf(line.GetValue(_timeout) ?? "5s"),
    };

    public Terminal TerminalOf(ParseResult line) => new(new TerminalTerms(
        line.GetValue(_color) ?? "auto", line.GetValue(_plain) || line.GetValue(_json), line.GetValue(_ascii), line.GetValue(_quiet)));

    public bool IsJson(ParseResult line) => line.GetValue(_json);

    public bool MayAsk(ParseResult line) => !line.GetValue(_noInput) && !Console.IsInputRedirected;

    /// <summary><c>500ms</c>, <c>5s</c>, <c>2m</c>; a number alone is seconds.</summary>
    public static TimeSpan TimeOf(string text)
    {
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1)
            : text.EndsWith('m') ? (text[..^1], 60)
            : (text, 1.0);
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * unit is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(amount * unit)
            : throw new CommandFailure(ExitCode.Usage, $"LAR704 \"{Words.Safe(text)}\" is no time. Write 500ms, 5s or 2m.");
    }

    private static Option<TValue> Of<TValue>(string name, string? value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, Recursive = true };
}
