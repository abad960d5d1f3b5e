using Microsoft.CodeAnalysis;

namespace Larder.Architecture.Sources;

/// <summary>The assemblies that this process can load: .NET, ASP.NET Core, and everything of ours that this project references.</summary>
internal static class LoadedAssemblies
{
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))];
}
