using System.CommandLine;
using Larder.Cli.Output;
using Larder.Inspection;

namespace Larder.Cli.Commands;

/// <summary>One entry.</summary>
internal sealed class GetVerb : Verb
{
    private readonly Argument<string> _key = new("KEY") { Description = "The key, without what the application puts in front." };
    private readonly Option<bool> _meta = Option<bool>("--meta", null, "Times, sizes and tags instead of the value.");
    private readonly Option<bool> _reveal = Option<bool>("--reveal", null, "Also a value whose key sounds like a secret.");
    private readonly Option<string?> _output = Option<string?>("--output", "FILE", "Write the value into a file.", "-o");

    public GetVerb()
        : base("get", "The value of an entry, as it is; or what is known of it.")
    {
        Command.Add(_key);
        foreach (var option in (Option[])[_meta, _reveal, _output]) Command.Add(option);
    }

    protected override async Task<ExitCode> RunAsync(Call call)
    {
        var key = call.Line.GetRequiredValue(_key);
        await using var target = call.Find();
        if (call.Line.GetValue(_meta))
        {
            var entry = await target.FindAsync(key, call.Cancelled).ConfigureAwait(false) ?? throw Absent(key);
            if (call.IsJson) JsonOutput.Write(call.Terminal, entry, JsonOutput.Contracts.EntrySight);
            else Write(call.Terminal, entry);
            return ExitCode.Done;
        }

        var secrets = call.Line.GetValue(_reveal) ? SecretValues.Reveal : SecretValues.Withhold;
        var value = await target.ReadAsync(key, secrets, call.Cancelled).ConfigureAwait(false) ?? throw Absent(key);
        if (value.Format == ValueFormat.Withheld)
            throw new CommandFailure(ExitCode.Refused, $"LAR702 {Words.Safe(key)} has {Words.Bytes(value.Bytes)} that are not shown. {Words.Safe(value.Note ?? "")}", "Ask for a secret with --reveal.");
        if (call.Line.GetValue(_output) is { } path) await File.WriteAllBytesAsync(path, BytesOf(value), call.Cancelled).ConfigureAwait(false);
        else if (call.IsJson) JsonOutput.Write(call.Terminal, value, JsonOutput.Contracts.ValueSight);
        else await WriteAsync(call.Terminal, value).ConfigureAwait(false);
        return ExitCode.Done;
    }

    // A script gets the very bytes; a person gets nothing that his terminal obeys.
    private static async Task WriteAsync(Terminal terminal, ValueSight value)
    {
        if (terminal.IsPerson)
        {
            terminal.Line(value.Format == ValueFormat.Null ? "null" : string.Join('\n', value.Text.Split('\n').Select(Words.Safe)));
            return;
        }

        await terminal.Data.FlushAsync().ConfigureAwait(false);
        using var output = Console.OpenStandardOutput();
        await output.WriteAsync(BytesOf(value)).ConfigureAwait(false);
        if (value.Format is ValueFormat.Json or ValueFormat.Null) await output.WriteAsync("\n"u8.ToArray()).ConfigureAwait(false);
    }

    private static byte[] BytesOf(ValueSight value) => value.Format switch
    {
        ValueFormat.Base64 => Convert.FromBase64String(value.Text),
        ValueFormat.Null => "null"u8.ToArray(),
        _ => System.Text.Encoding.UTF8.GetBytes(value.Text),
    };

    private static void Write(Terminal terminal, EntrySight entry)
    {
        Row("Key", Words.Safe(entry.Key) + (entry.IsSensitive ? "  (its value is a secret)" : ""));
        if (entry.Memory is { } memory)
        {
            Row("Memory", $"{memory.State.ToString().ToLowerInvariant()}, {Words.Bytes(memory.Bytes)}, since {Words.Time(memory.AgeMs)}, fresh for {TimeOf(memory.FreshForMs)}, made in {Words.Time(memory.LoadMs)}");
            Row("Type", Words.Safe(memory.Type));
        }
        else
        {
            Row("Memory", "-");
        }

        Row("Shared", entry.Shared is { } shared
            ? $"{shared.State.ToString().ToLowerInvariant()}, {Words.Bytes(shared.Bytes)}{(shared.IsCompressed ? " compressed" : "")}{(shared.IsEncrypted ? " encrypted" : "")}, fresh for {TimeOf(shared.FreshForMs)}, kept for {TimeOf(shared.RemainsMs)}"
            : entry.SharedAnswered ? "-" : "does not answer");
        var tags = (entry.Memory?.Tags ?? []).Concat(entry.Shared?.Tags ?? []).Distinct().ToArray();
        if (tags.Length > 0) Row("Tags", Words.Safe(string.Join(", ", tags)));

        void Row(string name, string text) => terminal.Line(terminal.IsPerson ? $"  {name,-8}{text}" : $"{name}\t{text}");
    }

    private static string TimeOf(double? ms) => ms is { } some ? Words.Time(some) : "ever";

    private static CommandFailure Absent(string key) => new(ExitCode.NotFound, $"There is no entry {Words.Safe(key)}.");
}
