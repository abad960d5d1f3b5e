namespace Storefront.Lab.Racing;

/// <summary>What is raced for.</summary>
/// <param name="What"><c>user</c>: one row by its number; <c>dashboard</c>: sums over all orders.</param>
/// <param name="Users">From how many users one is drawn for each query.</param>
/// <param name="Queries">How many queries.</param>
internal sealed record RaceOrder(string What, int Users, int Queries)
{
    public const string User = "user";
    public const string Dashboard = "dashboard";
    public const string Rule = "what is user or dashboard; users a number from 1 to 1000, queries one from 1 to 50000. Example: what=user&users=100&queries=5000";

    /// <summary>Null when one of the texts can't be understood; what is not given has its default.</summary>
    public static RaceOrder? Read(string? what, string? users, string? queries) =>
        (string.IsNullOrEmpty(what) ? User : what) is User or Dashboard
        && LabNumber.Read(users, 100, 1, 1_000) is { } count && LabNumber.Read(queries, 5_000, 1, 50_000) is { } times
            ? new RaceOrder(string.IsNullOrEmpty(what) ? User : what, count, times)
            : null;
}
