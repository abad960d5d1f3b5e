namespace Larder.Settings;

/// <summary>What a key that nobody knows is.</summary>
internal enum SettingsStrictness
{
    /// <summary>A warning: an older release must be able to start with the settings of a newer one.</summary>
    Lenient,

    /// <summary>A problem: in development a typing error is found at once.</summary>
    Strict,
}
