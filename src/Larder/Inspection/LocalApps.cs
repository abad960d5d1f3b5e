using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Larder.Inspection;

/// <summary>
/// The applications of this user that run on this machine: a file each, in a folder that nobody else may enter. Only an application in the
/// environment Development has one.
/// </summary>
public static class LocalApps
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MostBytes = 16 << 10;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <summary>Writes the file of this process, readable for this user alone.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written, or the folder belongs to somebody else.</exception>
    public static string Write(LocalApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var folder = Folders()[0];
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnFolder);
        else File.SetUnixFileMode(folder, OwnFolder); // Refused by the system unless the folder is ours.
        var path = Path.Combine(folder, app.ProcessId.ToString(CultureInfo.InvariantCulture) + ".json");
        File.Delete(path);
        var terms = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) terms.UnixCreateMode = OwnFile;
        using var file = new FileStream(path, terms);
        JsonSerializer.Serialize(file, app, InspectionJson.Default.LocalApp);
        return path;
    }

    /// <summary>Those that run. Files that others may read are passed over, and those of processes that ended are removed.</summary>
    public static IReadOnlyList<LocalApp> Read()
    {
        var found = new List<LocalApp>();
        foreach (var folder in Folders().Where(Directory.Exists))
            foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
                if (TryRead(path) is { } app) found.Add(app);
        return [.. found.OrderBy(static app => app.StartedAt)];
    }

    /// <summary>When a process started; null: it does not run, or may not be looked at.</summary>
    public static DateTimeOffset? StartOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : new DateTimeOffset(process.StartTime).ToUniversalTime();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    private static LocalApp? TryRead(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnFile) != 0) return null;
            if (new FileInfo(path).Length > MostBytes) return null;
            var app = JsonSerializer.Deserialize(File.ReadAllBytes(path), InspectionJson.Default.LocalApp);
            if (app is not null && StartOf(app.ProcessId) is { } start && (start - app.StartedAt).Duration() < Tolerance) return app;
            if (app is not null) File.Delete(path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            // A file that can't be read is of no application that could be used.
        }

        return null;
    }

    /// <summary>The first one is where files are written; an application that was started by a service may have had another surrounding than this process.</summary>
    private static string[] Folders()
    {
        var own = Path.Combine(Path.GetTempPath(), "larder-apps-" + Environment.UserName);
        return Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
            ? [Path.Combine(runtime, "larder"), own]
            : [own];
    }
}
