using Larder.Warming;

namespace Larder.Inspection;

/// <summary>How warm-ups stand.</summary>
/// <param name="WarmUps">Those that were asked for.</param>
public sealed record WarmUpAnswer(IReadOnlyList<WarmUpState> WarmUps)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.warmup/1";
}
