namespace Larder.Resp.Configuration;

/// <summary>Who answers commands that only read.</summary>
public enum ReadPreference
{
    /// <summary>The primary: what was written is seen.</summary>
    Primary,

    /// <summary>A replica if one is connected, else the primary. A replica is behind: what was just written may not be seen.</summary>
    Replica,
}
