using System.Text;
using System.Text.Json;
using Larder.Entries;
using Larder.Pipeline;
using Larder.Serialization;
using Larder.Tiers;

namespace Larder.Inspection;

/// <summary>Shows values: what memory would serve, else what the shared tier holds.</summary>
internal sealed class ValueLook(CacheParts parts, EntryLook look)
{
    private static readonly uint Json = Fingerprint.Of("json"), Plain = Fingerprint.Of("text");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null: there is none.</summary>
    public async ValueTask<ValueSight?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (parts.Memory.Show(key) is var (held, _) && held.StandingAt(key, parts.Clock.Now, parts.BoundMs) is Standing.Good or Standing.Behind)
            return OfMemory(key, held);
        var (_, read) = await look.PeekAsync(key, cancellationToken).ConfigureAwait(false);
        if (read.State == SlotState.Held && (await look.SharedAsync(key, cancellationToken).ConfigureAwait(false)).Sight?.State == EntryState.Expired) return null;
        return read.State switch
        {
            SlotState.Held => OfFrame(key, read.Body),
            SlotState.Foreign => Withheld(key, read.Body.Length, "It is a record, or nothing that this cache wrote."),
            SlotState.Leased => Withheld(key, 0, "It is being loaded."),
            _ => null,
        };
    }

    public static ValueSight Withheld(string key, long bytes, string note) => new(key, ValueFormat.Withheld, "", bytes, note);

    private ValueSight OfMemory(string key, Entry held)
    {
        if (held.IsNull) return new ValueSight(key, ValueFormat.Null, "", 0);
        try
        {
            return held.Shown switch
            {
                string text => new ValueSight(key, ValueFormat.Text, text, text.Length),
                byte[] bytes => new ValueSight(key, ValueFormat.Base64, Convert.ToBase64String(bytes), bytes.Length),
                { } value => OfJson(key, parts.Codec.Show(value, held.ValueType)),
                null => Withheld(key, 0, "It can't be read."),
            };
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException)
        {
            return Withheld(key, held.Weight, $"A {held.ValueType} has no form as JSON.");
        }
    }

    private ValueSight OfFrame(string key, ReadOnlyMemory<byte> frame)
    {
        if (!FrameHeader.TryRead(frame.Span, out var header, out _)) return Withheld(key, frame.Length, "It is a record, or written by another version.");
        if (header.Flags.HasFlag(FrameFlags.Null)) return new ValueSight(key, ValueFormat.Null, "", 0);
        if (!parts.Codec.TryUnpack(parts.Keys.Entry(key).Name, frame, out _, out var payload))
            return Withheld(key, frame.Length, header.Flags.HasFlag(FrameFlags.Encrypted) ? "It is encrypted, and the key is not here." : "It can't be read.");
        var serializer = header.Contract.Serializer;
        try
        {
            if (serializer == Json) return OfJson(key, payload.Span);
            if (serializer == Plain) return new ValueSight(key, ValueFormat.Text, Strict.GetString(payload.Span), payload.Length);
        }
        catch (DecoderFallbackException)
        {
            // What claims to be text and is none is shown as the bytes that it is.
        }

        return new ValueSight(key, ValueFormat.Base64, Convert.ToBase64String(payload.Span), payload.Length);
    }

    private static ValueSight OfJson(string key, ReadOnlySpan<byte> json) => new(key, ValueFormat.Json, Strict.GetString(json), json.Length);
}
