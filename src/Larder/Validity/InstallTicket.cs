namespace Larder.Validity;

/// <summary>
/// Goes with an answer of a tier to memory, and is redeemed under the lock of the key's stripe: refused if the stream told of a change of the stripe
/// after <paramref name="Position"/>, if this process wrote there after <see cref="AskedAt"/>, or if <paramref name="Epoch"/> is over.
/// </summary>
/// <param name="Watch">The stream that will tell of changes to what was read.</param>
/// <param name="Epoch">Which life of that stream.</param>
/// <param name="Position">How many changes had been delivered when the answer was made.</param>
public readonly record struct InstallTicket(Watch Watch, int Epoch, long Position)
{
    /// <summary>
    /// How many changes there had been when the question was sent, no more than <see cref="Position"/>. The answer of one connection may overtake
    /// that of another: only what was asked after a write of this process is known to be younger than the write.
    /// </summary>
    public long AskedAt { get; init; } = Position;
}
