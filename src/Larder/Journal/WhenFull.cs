namespace Larder.Journal;

/// <summary>What a write does when the journal has no room.</summary>
public enum WhenFull
{
    /// <summary>It waits for room, <see cref="WriteBehindOptions.WaitForRoom"/> at most, then it fails.</summary>
    Wait,

    /// <summary>It fails at once.</summary>
    Fail,

    /// <summary>It goes to the database at once, past the journal and in front of what is still in it.</summary>
    WriteThrough,
}
