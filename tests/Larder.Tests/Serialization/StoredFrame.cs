using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Larder.Serialization;
using Larder.Validity;

namespace Larder.Tests.Serialization;

/// <summary>A line of expected.json: what a stored frame must decode to.</summary>
internal sealed record StoredFrame(
    string Slot, string Type, JsonElement Value, string FreshFor, string StaleFor, int LoadMicroseconds, string[][] Marks)
{
    [JsonConverter(typeof(JsonStringEnumConverter<FrameFlags>))]
    public FrameFlags Flags { get; init; }

    /// <summary>How often a text is repeated; once if nothing is said.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>The id of the key, whose bytes are 0, 1, 2 and so on.</summary>
    public string? Key { get; init; }

    public FrameTimes Times => new(
        TimeSpan.Parse(FreshFor, CultureInfo.InvariantCulture), TimeSpan.Parse(StaleFor, CultureInfo.InvariantCulture),
        TimeSpan.FromMicroseconds(LoadMicroseconds));

    /// <summary>Each as kind, name, nonce.</summary>
    public FrameMark[] FrameMarks => Array.ConvertAll(
        Marks, static mark => new FrameMark(Enum.Parse<SlotKind>(mark[0]), mark[1], SlotVersion.Read(Convert.FromHexString(mark[2]))));

    public string ValueAsJson => Value.ValueKind == JsonValueKind.String
        ? JsonSerializer.Serialize(string.Concat(Enumerable.Repeat(Value.GetString(), Repeat)))
        : JsonSerializer.Serialize(Value);

    public EncryptionKeys Ring => Key is null ? new() : new EncryptionKeys().Add(Key, [.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
}
