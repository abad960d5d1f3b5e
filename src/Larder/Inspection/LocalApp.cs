namespace Larder.Inspection;

/// <summary>An application of this user that tools on the same machine may ask; what stands in its file.</summary>
/// <param name="Url">Where its endpoints are: <c>http://localhost:5000/_larder/api</c>.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When that process started; another process with the same id is another application.</param>
/// <param name="Name">Its name.</param>
/// <param name="Token">What it accepts as a bearer token.</param>
public sealed record LocalApp(string Url, int ProcessId, DateTimeOffset StartedAt, string Name, string Token)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.app/1";
}
