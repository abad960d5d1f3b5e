namespace Storefront.Settings;

/// <summary>Whether the lab is there: in Development, or where <c>--lab</c> asks for it. It changes data and plays outages, so nowhere else.</summary>
internal static class LabSwitch
{
    public const string Argument = "--lab";

    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue<bool?>($"{StorefrontOptions.Section}:{nameof(StorefrontOptions.Lab)}") ?? environment.IsDevelopment();

    /// <summary>The same, once the settings are read.</summary>
    public static bool IsOn(StorefrontOptions options, IHostEnvironment environment) => options.Lab ?? environment.IsDevelopment();

    /// <summary>The arguments with <c>--lab</c> as the setting that it is: it has no value, and settings on the command line must.</summary>
    public static string[] Spell(string[] arguments) =>
        [.. arguments.Select(static argument => argument == Argument ? $"--{StorefrontOptions.Section}:{nameof(StorefrontOptions.Lab)}=true" : argument)];
}
