using System.Globalization;
using System.Text.Json;

namespace Larder.Settings;

/// <summary>On which line of a JSON file a configuration key stands.</summary>
internal static class JsonLines
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The line, from 1; null if the key is not there or the text is no JSON.</summary>
    public static int? Find(ReadOnlySpan<byte> json, string key)
    {
        if (json.StartsWith(ByteOrderMark)) json = json[ByteOrderMark.Length..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<string>();     // the key of each object or list that is open
        var indexes = new Stack<int>();     // how many items of each one were seen; -1 for an object
        var name = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = Join(path, reader.GetString()!);
                    if (name.Equals(key, StringComparison.OrdinalIgnoreCase)) return LineOf(json, reader.TokenStartIndex);
                    continue;
                }
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    path.Pop();
                    indexes.Pop();
                    continue;
                }
                if (indexes.TryPop(out var index) && index >= 0) name = Join(path, index++.ToString(CultureInfo.InvariantCulture));
                if (path.Count > 0) indexes.Push(index);
                if (name.Length > 0 && name.Equals(key, StringComparison.OrdinalIgnoreCase)) return LineOf(json, reader.TokenStartIndex);
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
                path.Push(name);
                indexes.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
            }
        }
        catch (JsonException)
        {
            return null;   // who loads the file reports it better
        }
        return null;
    }

    private static string Join(Stack<string> path, string name) => path.TryPeek(out var parent) && parent.Length > 0 ? $"{parent}:{name}" : name;

    private static int LineOf(ReadOnlySpan<byte> json, long position) => json[..(int)position].Count((byte)'\n') + 1;
}
