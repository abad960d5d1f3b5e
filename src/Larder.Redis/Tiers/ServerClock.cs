namespace Larder.Redis.Tiers;

/// <summary>What is known of one server's clock. One caller at a time asks for it; the others go on with what is known.</summary>
internal sealed class ServerClock
{
    private ServerTime? _time;
    private int _isAsking;

    /// <summary>As last heard; null when nobody asked yet.</summary>
    public ServerTime? Time
    {
        get => Volatile.Read(ref _time);
        set => Volatile.Write(ref _time, value);
    }

    public bool TryBeginAsking() => Interlocked.Exchange(ref _isAsking, 1) == 0;

    public void EndAsking() => Volatile.Write(ref _isAsking, 0);
}
