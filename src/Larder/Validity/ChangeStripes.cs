namespace Larder.Validity;

/// <summary>
/// Remembers, per stripe of names, when something last changed: a change in a tier's stream, or a write of this process. A value read before
/// that must not be kept. Names that share a stripe share its fate, which costs a refused install now and then and is never wrong.
/// </summary>
internal sealed class ChangeStripes
{
    private const int StripeCount = 4096;
    private const int GateCount = 256;

    private readonly long[] _toldAt = new long[StripeCount];
    private readonly long[] _ownAt = new long[StripeCount];
    private readonly Lock[] _gates = new Lock[GateCount];
    private readonly Fences _fences;
    private long _position;
    private long _allChangedAt;

    public ChangeStripes(Fences fences = Fences.All)
    {
        _fences = fences;
        for (var i = 0; i < _gates.Length; i++) _gates[i] = new Lock();
    }

    /// <summary>How many changes there were.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Divides who has come from who comes: nothing changed, but those who come from now on are behind this position.</summary>
    /// <returns>The position up to now.</returns>
    public long Advance() => Interlocked.Increment(ref _position) - 1;

    public static int StripeOf(SlotKind kind, string name) => (string.GetHashCode(name) ^ ((int)kind * 0x3D4D51CB)) & (StripeCount - 1);

    /// <summary>What is done about names of a stripe is done under its gate: keeping a value, and removing it when it changed.</summary>
    public Lock GateOf(int stripe) => _gates[stripe & (GateCount - 1)];

    /// <summary>Called under the gate, before what memory holds of the stripe is touched.</summary>
    public void Change(int stripe, ChangeOrigin origin) =>
        Volatile.Write(ref (origin == ChangeOrigin.Own ? _ownAt : _toldAt)[stripe], Interlocked.Increment(ref _position));

    /// <summary>Everything may have changed: no ticket given out so far is good any more.</summary>
    public void ChangeAll() => Interlocked.Exchange(ref _allChangedAt, Interlocked.Increment(ref _position));

    /// <summary>Called under the gate: whether what came with this ticket is still what the slot holds, as far as this process was told.</summary>
    public bool Admits(int stripe, in InstallTicket ticket) =>
        (_fences & Fences.Install) == 0
        || (ticket.Position >= Volatile.Read(ref _toldAt[stripe])
            && ticket.AskedAt >= Volatile.Read(ref _ownAt[stripe])
            && ticket.Position >= Volatile.Read(ref _allChangedAt)
            && ticket.Epoch == ticket.Watch.Epoch);
}
