namespace Larder;

/// <summary>What a call may touch.</summary>
[Flags]
public enum CacheTiers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read the memory of this process.</summary>
    ReadMemory = 1,

    /// <summary>Keep values in the memory of this process.</summary>
    WriteMemory = 2,

    /// <summary>Read the tier that all instances share.</summary>
    ReadShared = 4,

    /// <summary>Keep values in the tier that all instances share. Without it another instance's removal need not reach the copy in memory: that one lives by its expiration.</summary>
    WriteShared = 8,

    /// <summary>Call the loader. Without it a read that finds nothing answers with the type's default.</summary>
    Load = 16,

    /// <summary>Everything: the default.</summary>
    All = ReadMemory | WriteMemory | ReadShared | WriteShared | Load,

    /// <summary>The loader alone, as if there were no cache: no load of another is joined, and nobody joins this one.</summary>
    LoaderOnly = Load,
}
