namespace Storefront.Lab.Racing;

/// <summary>Both sides of a race.</summary>
internal sealed record RaceResult(RaceOrder Order, RaceSide Without, RaceSide With)
{
    /// <summary>How many seconds the cache saved, where both sides ran all queries.</summary>
    public double Saved => Without.Seconds - With.Seconds;

    public double Factor => Without.PerSecond > 0 ? With.PerSecond / Without.PerSecond : 0;

    /// <summary>By which share the database was asked less.</summary>
    public double LessQueries => Without.Queries > 0 ? 1 - (double)With.Queries / With.Asked * Without.Asked / Without.Queries : 0;
}
