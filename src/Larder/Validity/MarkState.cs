namespace Larder.Validity;

/// <summary>
/// What this process knows of a mark: its nonce, and the stream that vouches for it. Compared by reference on the hit path, so it stays one
/// object for as long as the nonce holds.
/// </summary>
/// <param name="nonce">The nonce; for the mark of the whole cache the position of its log.</param>
/// <param name="log">The removals by prefix, for the mark of the whole cache; null for any other.</param>
/// <param name="watch">The stream that vouches for it.</param>
/// <param name="epoch">Which life of that stream.</param>
internal sealed class MarkState(SlotVersion nonce, RemovalLog? log, Watch watch, int epoch)
{
    private Voucher? _voucher;

    public SlotVersion Nonce => nonce;

    public RemovalLog? Log => log;

    public Watch Watch => watch;

    public int Epoch => epoch;

    /// <summary>The newest voucher whose last mark this is. Two writers may both make one; then some entries share less.</summary>
    public Voucher? Voucher
    {
        get => Volatile.Read(ref _voucher);
        set => Volatile.Write(ref _voucher, value);
    }

    /// <summary>Whether an entry that was born with this nonce, under this key, was not removed since.</summary>
    public bool Keeps(SlotVersion born, string key) => born == nonce || (log is not null && log.Keeps(born, key));
}
