using System.Buffers.Binary;

namespace Larder.Chaos.Protocol;

/// <summary>How operations, orders and questions stand on the wire.</summary>
internal static class Wire
{
    /// <summary>The first byte of a connection on which questions about the source come.</summary>
    public const byte Questions = 1;

    /// <summary>The first byte of a connection on which a worker reports and takes orders; its number follows.</summary>
    public const byte Reports = 2;

    public const int OperationSize = 1 + 4 + 4 + 8 + 8 + 8;

    public const int OrderSize = 1 + 4;

    public const int AnswerSize = 8;

    public static void Write(Span<byte> to, in Operation operation)
    {
        to[0] = (byte)operation.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], operation.Process);
        BinaryPrimitives.WriteInt32LittleEndian(to[5..], operation.Key);
        BinaryPrimitives.WriteInt64LittleEndian(to[9..], operation.Start);
        BinaryPrimitives.WriteInt64LittleEndian(to[17..], operation.End);
        BinaryPrimitives.WriteInt64LittleEndian(to[25..], operation.Version);
    }

    public static Operation Read(ReadOnlySpan<byte> from) => new(
        (OperationKind)from[0],
        BinaryPrimitives.ReadInt32LittleEndian(from[1..]),
        BinaryPrimitives.ReadInt32LittleEndian(from[5..]),
        BinaryPrimitives.ReadInt64LittleEndian(from[9..]),
        BinaryPrimitives.ReadInt64LittleEndian(from[17..]),
        BinaryPrimitives.ReadInt64LittleEndian(from[25..]));

    public static void WriteOrder(Span<byte> to, byte kind, int number)
    {
        to[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], number);
    }

    public static (byte Kind, int Number) ReadOrder(ReadOnlySpan<byte> from) => (from[0], BinaryPrimitives.ReadInt32LittleEndian(from[1..]));
}
