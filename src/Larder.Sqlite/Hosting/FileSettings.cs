using System.Reflection;
using Larder.Sqlite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Sqlite.Hosting;

/// <summary>Where the file is, from the options and from where the application lives.</summary>
internal static class FileSettings
{
    // Below this the tables alone would fill the file.
    private const long LeastBytes = 1 << 20;

    // Counters may be asked for before the cache that gives the options their name.
    private static string DefaultName { get; } = string.Concat((Assembly.GetEntryAssembly()?.GetName().Name ?? "larder")
        .Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));

    /// <summary>Resolves the settings of one cache.</summary>
    public static StoreSettings Of(IServiceProvider services, CacheOptions options)
    {
        var root = services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory();
        var name = options.Name.Length > 0 ? options.Name : DefaultName;
        var path = options.Sqlite.Path ?? Path.Combine(".larder", name + ".db");
        return new StoreSettings(Path.GetFullPath(path, root), Math.Max(options.Sqlite.MaxBytes, LeastBytes), options.CommandTimeout, LibrarySearch.ForThisSystem());
    }
}
