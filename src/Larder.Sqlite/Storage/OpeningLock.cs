namespace Larder.Sqlite.Storage;

/// <summary>
/// Held while a process opens, makes or moves the file, so that none moves aside what another has just made. It is itself an empty SQLite file
/// beside the other: SQLite waits for it with a bound, and the operating system releases it when its holder dies.
/// </summary>
internal sealed class OpeningLock : IDisposable
{
    private readonly FileConnection _file;

    private OpeningLock(FileConnection file) => _file = file;

    /// <summary>Takes the lock; throws when another process keeps it longer than we wait.</summary>
    public static OpeningLock Take(StoreSettings settings)
    {
        var file = FileConnection.Open(settings.Path + ".lock", FileAccessMode.CreateIfMissing, settings.CommandTimeout);
        try
        {
            file.Run("BEGIN EXCLUSIVE");
            return new OpeningLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}
