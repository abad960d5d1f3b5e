using Larder.Declared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Larder.Hosting;

/// <summary>The list of families, whoever asks for it first.</summary>
internal static class FamiliesRegistration
{
    public static void TryAddCacheFamilies(this IServiceCollection services) =>
        services.TryAddSingleton(static provider => new CacheFamilies(provider.GetServices<FamilyGroup>()));
}
