using Microsoft.Extensions.Options;

namespace Larder.Settings;

/// <summary>Refuses options that make no sense, with all problems in one text.</summary>
internal sealed class CacheOptionsValidator(SettingsSource settings) : IValidateOptions<CacheOptions>
{
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var cacheName = name ?? Options.DefaultName;
        var found = settings.Read(cacheName);
        SettingsProblem[] problems = [.. SettingsReport.InOrder(found.Problems.Concat(OptionsRules.Check(options, found)))];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(SettingsReport.Text(cacheName, problems));
    }
}
