namespace Larder.Counting;

/// <summary>A part of a list of visits, latest first.</summary>
public readonly record struct VisitPage
{
    /// <summary>The most visits of a page.</summary>
    public const int Most = 1_000;

    private readonly int _take;

    /// <summary>How many visits; 1 to 1,000. Default: 50.</summary>
    public int Take
    {
        get => _take == 0 ? 50 : _take;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
            _take = value;
        }
    }

    /// <summary>The last visit of the page before this one; null: from the latest on. A visitor who came again meanwhile is not repeated.</summary>
    public Visit? After { get; init; }
}
