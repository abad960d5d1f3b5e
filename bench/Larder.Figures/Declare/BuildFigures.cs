using System.Diagnostics;
using System.Text;

namespace Larder.Figures.Declare;

/// <summary>What 500 methods with attributes add to the build of their project, measured on a project that is written for it.</summary>
internal static class BuildFigures
{
    private const int Services = 50, MethodsOfEach = 10, Rounds = 5;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("larder-build").FullName;
        try
        {
            var (plain, declared) = (Write(folder, "Plain", ""), Write(folder, "Declared", "[Larder.Annotations.Cached(\"row:{id}\", \"1h\", Tags = [\"rows\"])] "));
            foreach (var project in new[] { plain, declared }) await RunAsync($"restore {project}", cancellationToken);
            var differences = new List<double>();
            for (var round = -1; round < Rounds; round++)
            {
                var without = await BuildAsync(plain, cancellationToken);
                var with = await BuildAsync(declared, cancellationToken);
                if (round < 0) continue;
                figures.Note($"build of {Services * MethodsOfEach} methods: {without:0.00} s without attributes, {with:0.00} s with them");
                differences.Add(with - without);
            }

            figures.Write("declare.build500.seconds", Median.Of(differences), "s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Cold: no build server of ours is reused, nothing is left of the last build.
    private static async Task<double> BuildAsync(string project, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await RunAsync($"build {project} --no-restore --no-incremental -c Release -nodeReuse:false -p:UseSharedCompilation=false", cancellationToken);
        return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task RunAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet does not start.");
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {command} failed:{Environment.NewLine}{said}");
    }

    private static string Write(string folder, string name, string attribute)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var path = Path.Combine(own, $"{name}.csproj");
        File.WriteAllText(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(ICache).Assembly.Location}" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "Larder.Generators.dll")}" />
              </ItemGroup>
            </Project>
            """);
        for (var service = 0; service < Services; service++) File.WriteAllText(Path.Combine(own, $"IRows{service}.cs"), Source(service, attribute));
        return path;
    }

    // An ordinary service: what is compared is not whether the compiler has anything to do at all.
    private static string Source(int service, string attribute)
    {
        var (declarations, bodies) = (new StringBuilder(), new StringBuilder());
        for (var method = 0; method < MethodsOfEach; method++)
        {
            declarations.Append($"    {attribute.Replace("row:", $"row{service}.{method}:", StringComparison.Ordinal)}Task<Row{service}?> Find{method}Async(int id, CancellationToken token);\n");
            bodies.Append($$"""
                    public async Task<Row{{service}}?> Find{{method}}Async(int id, CancellationToken token)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(id), token);
                        return rows.FirstOrDefault(row => row.Id == id) is { } found ? found with { Name = $"row {id}" } : null;
                    }

                """);
        }

        return $$"""
            namespace Rows;

            public sealed record Row{{service}}(int Id, string Name);

            public interface IRows{{service}}
            {
            {{declarations}}}

            public sealed class Rows{{service}}(IReadOnlyList<Row{{service}}> rows) : IRows{{service}}
            {
            {{bodies}}}
            """;
    }
}
