using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>What the model stores under one slot.</summary>
/// <param name="State">Never <see cref="SlotState.Absent"/>.</param>
/// <param name="Version">None for what is foreign.</param>
/// <param name="Body">Never shared with a caller.</param>
/// <param name="EndsAt">On the server's clock, since it was made; null without an end.</param>
internal sealed record StoredState(SlotState State, SlotVersion Version, byte[] Body, TimeSpan? EndsAt)
{
    public static readonly StoredState Foreign = new(SlotState.Foreign, SlotVersion.None, [], null);
}
