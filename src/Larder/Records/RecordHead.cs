using System.Globalization;
using System.Text;
using Larder.Serialization;
using Larder.Validity;

namespace Larder.Records;

/// <summary>What stands beside the fields of a record: what it depends on, as text. docs/formats.md has the layout.</summary>
/// <param name="IsNone">There is no such row.</param>
/// <param name="LoadTime">How long the first load took, to the microsecond.</param>
/// <param name="Marks">The marks, as they were before the source was read.</param>
internal sealed record RecordHead(bool IsNone, TimeSpan LoadTime, FrameMark[] Marks)
{
    private const string Version = "1";
    private const int NonceLength = SlotVersion.Size * 2;

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Version).Append(IsNone ? 'n' : 'r').Append(CultureInfo.InvariantCulture, $"{(long)LoadTime.TotalMicroseconds}");
        foreach (var mark in Marks) text.Append('\n').Append(LetterOf(mark.Kind)).Append(mark.Nonce).Append(mark.Name);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null for what is none, or of another version.</summary>
    public static RecordHead? Read(ReadOnlySpan<byte> bytes)
    {
        if (!FieldText.TryDecode(bytes, out var text)) return null;
        var lines = text.Split('\n');
        if (lines[0] is not ['1', 'r' or 'n', .. var micros] || !long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var load)) return null;
        var marks = new FrameMark[lines.Length - 1];
        for (var i = 0; i < marks.Length; i++)
            if (!TryRead(lines[i + 1], out marks[i])) return null;
        return new RecordHead(lines[0][1] == 'n', TimeSpan.FromMicroseconds(load), marks);
    }

    private static bool TryRead(string line, out FrameMark mark)
    {
        mark = default;
        if (line.Length <= NonceLength || KindOf(line[0]) is not { } kind) return false;
        if (!TryHex(line.AsSpan(1, NonceLength / 2), out var high) || !TryHex(line.AsSpan(1 + (NonceLength / 2), NonceLength / 2), out var low)) return false;
        mark = new FrameMark(kind, line[(1 + NonceLength)..], new SlotVersion(high, low));
        return true;
    }

    private static bool TryHex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static char LetterOf(SlotKind kind) => kind == SlotKind.All ? 'a' : 't';

    private static SlotKind? KindOf(char letter) => letter switch
    {
        'a' => SlotKind.All,
        't' => SlotKind.Tag,
        _ => null,
    };
}
