using System.Globalization;
using System.Numerics;
using System.Text;

namespace Larder.Resp.Protocol;

/// <summary>
/// Walks over a frame that <see cref="RespScanner"/> found whole, element by element, without a copy. Attributes are passed over. Only for our
/// own decoders: what it gives is the receive buffer.
/// </summary>
internal ref struct RespReader
{
    private readonly ReadOnlySpan<byte> _frame;
    private int _next;

    public RespReader(ReadOnlySpan<byte> frame)
    {
        _frame = frame;
        _next = 0;
        Kind = RespKind.Null;
        Content = default;
        Count = 0;
    }

    /// <summary>What the current element is.</summary>
    public RespKind Kind { get; private set; }

    /// <summary>The bytes of a scalar; empty for null and lists.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>How many elements follow that belong to this list; keys and values of a map each count.</summary>
    public int Count { get; private set; }

    public readonly bool IsNull => Kind == RespKind.Null;

    public readonly bool IsList => Kind is RespKind.List or RespKind.Set or RespKind.Map or RespKind.Push;

    /// <summary>Goes to the next element: into a list, or to what follows a scalar.</summary>
    public void Read()
    {
        while (!ReadElement())
        {
            for (var left = Count; left > 0; left--) Skip();
        }
    }

    /// <summary>Passes over the next element and all that is in it.</summary>
    public void Skip()
    {
        Read();
        if (!IsList) return;
        for (var left = Count; left > 0; left--) Skip();
    }

    /// <summary>The whole next element as a frame of its own; goes past it.</summary>
    public ReadOnlySpan<byte> Slice()
    {
        var start = _next;
        Skip();
        return _frame[start.._next];
    }

    public readonly long ReadInt64() => RespNumber.TryParse(Content, out long value) ? value : throw Unfit("a whole number");

    public readonly double ReadDouble() => RespNumber.TryParse(Content, out double value) ? value : throw Unfit("a number");

    public readonly string ReadString() => Encoding.UTF8.GetString(Content);

    public readonly BigInteger ReadBigInteger() => BigInteger.Parse(Encoding.ASCII.GetString(Content), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public readonly bool ReadBoolean() => Content is [(byte)'t'] or [(byte)'1'];

    /// <summary>How long the attribute is that the frame starts with.</summary>
    public static int AttributeLength(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.ReadElement();
        for (var left = reader.Count; left > 0; left--) reader.Skip();
        return reader._next;
    }

    /// <summary>The reply is well-formed, but not what the command promises.</summary>
    public readonly RespProtocolException Unfit(string expected) => new($"The reply is of kind {Kind}, and {expected} was expected.", -1);

    // False after the head of an attribute.
    private bool ReadElement()
    {
        var type = _frame[_next];
        var line = _next + _frame[_next..].IndexOf((byte)'\r');
        var content = _frame[(_next + 1)..line];
        _next = line + 2;
        Count = 0;
        Content = default;
        switch (type)
        {
            case (byte)'$' or (byte)'=' or (byte)'!':
                ReadBulk(type, content);
                return true;
            case (byte)'*' or (byte)'~' or (byte)'%' or (byte)'>' or (byte)'|':
                ReadList(type, content);
                return type != (byte)'|';
            default:
                Kind = ScalarKind(type);
                Content = content;
                return true;
        }
    }

    private void ReadBulk(byte type, ReadOnlySpan<byte> digits)
    {
        Kind = type == (byte)'!' ? RespKind.Error : RespKind.Bulk;
        if (digits[0] == (byte)'-')
        {
            Kind = RespKind.Null;
            return;
        }
        var length = (int)RespNumber.ParseLength(digits, -1);
        Content = _frame.Slice(_next, length);
        _next += length + 2;
        if (type == (byte)'=') Content = Content[4..];
    }

    private void ReadList(byte type, ReadOnlySpan<byte> digits)
    {
        Kind = type switch { (byte)'~' => RespKind.Set, (byte)'%' or (byte)'|' => RespKind.Map, (byte)'>' => RespKind.Push, _ => RespKind.List };
        if (digits[0] == (byte)'-') Kind = RespKind.Null;
        else Count = (int)RespNumber.ParseLength(digits, -1) * (Kind == RespKind.Map ? 2 : 1);
    }

    private static RespKind ScalarKind(byte type) => type switch
    {
        (byte)'+' => RespKind.Text,
        (byte)'-' => RespKind.Error,
        (byte)':' => RespKind.Integer,
        (byte)',' => RespKind.Real,
        (byte)'#' => RespKind.Boolean,
        (byte)'(' => RespKind.BigInteger,
        _ => RespKind.Null,
    };
}
