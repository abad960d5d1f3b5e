using System.Text;

namespace Larder.Resp;

/// <summary>A command's words, encoded once, and what is known of it.</summary>
internal sealed class CommandName
{
    private const int KnownWords = 2;

    public CommandName(string text, CommandTraits traits, CommandSplit split = CommandSplit.Never)
    {
        Text = text;
        Traits = traits;
        Split = split;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new ArgumentException("A command needs a name.", nameof(text));
        Words = words.Length;
        Encoded = Encoding.UTF8.GetBytes(string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n")));
    }

    /// <summary>As people write it: GET, CLIENT KILL.</summary>
    public string Text { get; }

    public CommandTraits Traits { get; }

    public CommandSplit Split { get; }

    /// <summary>How many bulk strings the name itself is.</summary>
    public int Words { get; }

    /// <summary>The words as bulk strings.</summary>
    public byte[] Encoded { get; }

    /// <summary>The known command of this name, or one of which nothing is known.</summary>
    public static CommandName Of(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return CommandTable.Find(text) ?? new CommandName(text, TraitsOfFamily(text));
    }

    // CLIENT NO-TOUCH is not listed, CLIENT is.
    private static CommandTraits TraitsOfFamily(string text)
    {
        var words = text.Split(' ', KnownWords, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == KnownWords && CommandTable.Find(words[0]) is { } family ? family.Traits : CommandTraits.None;
    }
}
