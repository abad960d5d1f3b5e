namespace Larder.Inspection;

/// <summary>Why a request was refused.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Problem">What is wrong and what to do, in sentences.</param>
public sealed record AdminProblem(int Status, string Problem)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.problem/1";
}
