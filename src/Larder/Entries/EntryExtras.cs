namespace Larder.Entries;

/// <summary>What only some entries have, in one object, so that the others pay one empty field for all of it.</summary>
/// <param name="Refresh">When to load it anew before its time is over.</param>
/// <param name="Copies">What is handed out instead of the value itself: a <see cref="ValueCopies{T}"/> of the entry's type.</param>
internal sealed record EntryExtras(RefreshTrigger? Refresh, object? Copies)
{
    public static EntryExtras? Of(RefreshTrigger? refresh, object? copies) => refresh is null && copies is null ? null : new EntryExtras(refresh, copies);
}
