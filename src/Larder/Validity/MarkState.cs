namespace Larder.Validity;

/// <summary>
/// What this process knows of a mark: its nonce, and the stream that vouches for it. Compared by reference on the hit path, so it stays one
/// object for as long as the nonce holds.
/// </summary>
internal sealed class MarkState(SlotVersion nonce, Watch watch, int epoch)
{
    private Voucher? _voucher;

    public SlotVersion Nonce => nonce;

    public Watch Watch => watch;

    public int Epoch => epoch;

    /// <summary>The newest voucher whose last mark this is. Two writers may both make one; then some entries share less.</summary>
    public Voucher? Voucher
    {
        get => Volatile.Read(ref _voucher);
        set => Volatile.Write(ref _voucher, value);
    }
}
