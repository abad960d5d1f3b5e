namespace Larder.Support;

/// <summary>What a <see cref="TcpProxy"/> does to the bytes of one direction.</summary>
public sealed class ProxyFaults
{
    private volatile bool _swallows;
    private volatile bool _cuts;
    private long _delay;

    /// <summary>Bytes vanish.</summary>
    public bool Swallows
    {
        get => _swallows;
        set => _swallows = value;
    }

    /// <summary>Each byte is sent alone.</summary>
    public bool CutsIntoBytes
    {
        get => _cuts;
        set => _cuts = value;
    }

    /// <summary>How long a piece waits before it goes on.</summary>
    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    public void Heal()
    {
        Swallows = false;
        CutsIntoBytes = false;
        Delay = TimeSpan.Zero;
    }
}
