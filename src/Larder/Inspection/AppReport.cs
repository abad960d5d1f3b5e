using Larder.Warming;

namespace Larder.Inspection;

/// <summary>An application and its caches, seen from one of its processes.</summary>
/// <param name="App">Its name.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Machine">Where it runs.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Caches">Its caches.</param>
/// <param name="WarmUps">Its warm-ups.</param>
public sealed record AppReport(
    string App, int ProcessId, string Machine, DateTimeOffset StartedAt, IReadOnlyList<CacheReport> Caches, IReadOnlyList<WarmUpState> WarmUps)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.stats/1";

    /// <summary>The application's environment: <c>Development</c>, <c>Production</c>.</summary>
    public string Environment { get; init; } = "";

    /// <summary>What the asker may do: <c>Viewer</c>, <c>Reader</c>, <c>Operator</c>, <c>Admin</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary>Whether nobody may change anything by these endpoints.</summary>
    public bool IsReadOnly { get; init; }
}
