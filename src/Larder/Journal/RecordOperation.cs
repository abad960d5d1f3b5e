namespace Larder.Journal;

/// <summary>What a record asks for. Numbers are part of the format.</summary>
internal enum RecordOperation : byte
{
    /// <summary>Insert or overwrite.</summary>
    Save = 1,

    /// <summary>Delete.</summary>
    Delete = 2,
}
