using System.Text;

namespace Larder.Cli.Output;

/// <summary>Where data, messages and questions go. Data go to the standard output and nothing else does.</summary>
internal sealed class Terminal
{
    private const int UsualWidth = 100;

    public Terminal(TerminalTerms terms)
    {
        IsPerson = !Console.IsOutputRedirected && !terms.IsPlain;
        HasColor = terms.Color switch
        {
            "always" => true,
            "never" => false,
            _ => !Is("NO_COLOR") && Environment.GetEnvironmentVariable("TERM") != "dumb" && (IsPerson || Is("CLICOLOR_FORCE") || Is("FORCE_COLOR")),
        };
        IsAscii = terms.IsAscii || !IsUnicode();
        IsQuiet = terms.IsQuiet;
        Data = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 16 << 10) { AutoFlush = false, NewLine = "\n" };
    }

    /// <summary>Whether somebody looks at the data, so that they are aligned and shortened.</summary>
    public bool IsPerson { get; }

    public bool HasColor { get; }

    public bool IsAscii { get; }

    public bool IsQuiet { get; }

    public TextWriter Data { get; }

    public int Width => Console.IsOutputRedirected ? UsualWidth : Math.Max(40, Console.WindowWidth);

    public string Dots => IsAscii ? "..." : "…";

    public string Good => Colored(IsAscii ? "ok" : "✓", 32);

    public string Warning => Colored(IsAscii ? "warn" : "!", 33);

    public string Bad => Colored(IsAscii ? "FAIL" : "✕", 31);

    public string Colored(string text, int color) => HasColor ? $"\x1b[{color}m{text}\x1b[0m" : text;

    /// <summary>A message for the person, beside the data.</summary>
    public void Say(string text)
    {
        if (!IsQuiet) Console.Error.WriteLine(text);
    }

    /// <summary>A line of data.</summary>
    public void Line(string text = "") => Data.WriteLine(text);

    /// <summary>The answer to a question; null when there is nobody to ask.</summary>
    public static string? Ask(string question)
    {
        if (Console.IsInputRedirected) return null;
        Console.Error.Write(question);
        return Console.In.ReadLine();
    }

    private static bool Is(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value != "0";

    private static bool IsUnicode()
    {
        if (OperatingSystem.IsWindows()) return true;
        var locale = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all
            : Environment.GetEnvironmentVariable("LC_CTYPE") is { Length: > 0 } type ? type
            : Environment.GetEnvironmentVariable("LANG") ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
