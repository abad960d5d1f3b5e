using Larder.AspNetCore.KeyRing;
using Larder.Durable;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the key ring of Data Protection where all instances see it.</summary>
public static class KeyRingExtensions
{
    /// <summary>
    /// Keeps the key ring in the shared tier of the default cache, in a place that nothing evicts: all instances read what one of them protected, also after
    /// a restart. Call <c>ProtectKeysWith…</c> too if who reads that tier must not read the keys.
    /// </summary>
    public static IDataProtectionBuilder PersistKeysToLarder(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLarder();
        builder.Services.TryAddSingleton<KeyRingLog>();
        builder.Services.TryAddSingleton(static provider => new KeyRepository(provider.GetRequiredService<IDurableStore>(), provider.GetRequiredService<KeyRingLog>()));
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(static provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyRepository>()));
        return builder;
    }
}
