namespace Larder.Generators.Model;

/// <summary>What of a method over many ids has to be converted.</summary>
[Flags]
internal enum BatchShapes
{
    None = 0,

    /// <summary>The caller's ids are no collection that can be counted.</summary>
    IdsIn = 1,

    /// <summary>The implementation takes another collection than a list that can't be changed.</summary>
    IdsOut = 2,

    /// <summary>The caller gets a dictionary that can be changed.</summary>
    ResultOut = 4,

    /// <summary>The implementation gives one that is no read-only dictionary.</summary>
    ResultIn = 8,
}
