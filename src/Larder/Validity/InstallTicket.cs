namespace Larder.Validity;

/// <summary>
/// Goes with an answer of a tier to memory, and is redeemed under the lock of the key's stripe: refused if the stream told of a change after
/// <paramref name="Position"/>, if this process removed or wrote after <see cref="AskedAt"/>, or if <paramref name="Epoch"/> is over.
/// </summary>
/// <param name="Watch">The stream that will tell of changes to what was read.</param>
/// <param name="Epoch">Which life of that stream.</param>
/// <param name="Position">How many changes had been delivered when the answer was made.</param>
public readonly record struct InstallTicket(Watch Watch, int Epoch, long Position)
{
    /// <summary>
    /// How many changes had been delivered when the question was asked; a tier need not set it. What this process removes goes another way than
    /// the answer: the removal may have been acknowledged while an answer from before it was still on its way.
    /// </summary>
    public long AskedAt { get; init; } = Position;
}
