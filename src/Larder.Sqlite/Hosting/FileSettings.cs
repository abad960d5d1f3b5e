using Larder.Sqlite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Sqlite.Hosting;

/// <summary>Where the file is, from the options and from where the application lives.</summary>
internal static class FileSettings
{
    /// <summary>Resolves the settings of one cache.</summary>
    public static StoreSettings Of(IServiceProvider services, CacheOptions options)
    {
        var root = services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory();
        var name = options.Name.Length > 0 ? options.Name : "larder";
        var path = options.Sqlite.Path ?? Path.Combine(".larder", name + ".db");
        return new StoreSettings(Path.GetFullPath(path, root), options.Sqlite.MaxBytes, options.CommandTimeout, LibrarySearch.ForThisSystem());
    }
}
