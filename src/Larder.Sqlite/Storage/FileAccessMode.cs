namespace Larder.Sqlite.Storage;

/// <summary>What to do when the file is missing.</summary>
internal enum FileAccessMode
{
    /// <summary>Fail.</summary>
    MustExist,

    /// <summary>Make it.</summary>
    CreateIfMissing,
}
