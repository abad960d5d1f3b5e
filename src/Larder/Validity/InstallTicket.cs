namespace Larder.Validity;

/// <summary>
/// Goes with an answer of a tier to memory, and is redeemed under the lock of the key's stripe: refused if the stripe changed after
/// <paramref name="Position"/> (a change in the stream or a write of this process), or if <paramref name="Epoch"/> is over.
/// </summary>
/// <param name="Watch">The stream that will tell of changes to what was read.</param>
/// <param name="Epoch">Which life of that stream.</param>
/// <param name="Position">How many changes had been delivered when the answer was made.</param>
public readonly record struct InstallTicket(Watch Watch, int Epoch, long Position);
