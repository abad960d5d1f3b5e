namespace Larder.Redis.Tiers;

/// <summary>How several slots are read.</summary>
internal enum ReadSpread
{
    /// <summary>By one command: one server has all of them.</summary>
    OneCommand,

    /// <summary>By a command each: a cluster has them at different places.</summary>
    OneEach,
}
