using System.Buffers;
using System.Globalization;
using System.Text;

namespace Larder.Resp.Protocol;

/// <summary>A value as a frame again: for answers that were put together here and are read like any other.</summary>
internal static class ValueWriter
{
    public static ReadOnlySpan<byte> Write(RespValue value)
    {
        var frame = new ArrayBufferWriter<byte>();
        Write(value, frame);
        return frame.WrittenSpan;
    }

    private static void Write(RespValue value, IBufferWriter<byte> frame)
    {
        switch (value.Kind)
        {
            case RespKind.Null:
                Line(frame, "_");
                break;
            case RespKind.Bulk:
                Line(frame, $"${value.Bytes.Length.ToString(CultureInfo.InvariantCulture)}");
                frame.Write(value.Bytes.Span);
                Line(frame, "");
                break;
            case RespKind.List or RespKind.Set or RespKind.Map or RespKind.Push:
                WriteList(value, frame);
                break;
            default:
                Line(frame, TypeOf(value.Kind) + (value.Kind == RespKind.Boolean ? value.AsBoolean() ? "t" : "f" : value.AsString()));
                break;
        }
    }

    private static void WriteList(RespValue value, IBufferWriter<byte> frame)
    {
        var count = value.Kind == RespKind.Map ? value.Items.Count / 2 : value.Items.Count;
        Line(frame, TypeOf(value.Kind) + count.ToString(CultureInfo.InvariantCulture));
        foreach (var item in value.Items) Write(item, frame);
    }

    private static string TypeOf(RespKind kind) => kind switch
    {
        RespKind.Text => "+",
        RespKind.Error => "-",
        RespKind.Integer => ":",
        RespKind.Real => ",",
        RespKind.Boolean => "#",
        RespKind.BigInteger => "(",
        RespKind.Set => "~",
        RespKind.Map => "%",
        RespKind.Push => ">",
        _ => "*",
    };

    private static void Line(IBufferWriter<byte> frame, string text) => frame.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
