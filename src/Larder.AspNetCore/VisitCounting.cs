namespace Larder.AspNetCore;

/// <summary>Which visits add to the counter of a page.</summary>
public enum VisitCounting
{
    /// <summary>The first one of a visitor on a day: who comes again is not counted again.</summary>
    OncePerDay,

    /// <summary>Each one.</summary>
    EveryVisit,
}
