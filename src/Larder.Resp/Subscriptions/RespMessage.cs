using System.Text;

namespace Larder.Resp.Subscriptions;

/// <summary>A message that was published, or a place where some may be missing.</summary>
public readonly struct RespMessage
{
    internal RespMessage(string channel, string? pattern, byte[] payload) => (Channel, Pattern, Payload) = (channel, pattern, payload);

    internal static RespMessage Gap { get; } = new("", null, []) { Kind = RespMessageKind.Gap };

    /// <summary>Message or gap.</summary>
    public RespMessageKind Kind { get; private init; }

    /// <summary>Where it was published; empty for a gap.</summary>
    public string Channel { get; }

    /// <summary>The pattern that the channel fits, if one was subscribed to.</summary>
    public string? Pattern { get; }

    /// <summary>What was published. The message owns it.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>What was published, as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>The kind and how many bytes; never the content.</summary>
    public override string ToString() => Kind == RespMessageKind.Gap ? "Gap" : $"Message of {Payload.Length} bytes";
}
