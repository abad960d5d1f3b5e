namespace Larder.Sqlite.Storage;

/// <summary>Where the file is and how far it may go.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="MaxBytes">The most bytes of the file.</param>
/// <param name="CommandTimeout">How long one command may wait for the locks of others.</param>
/// <param name="Search">Where the native library is looked for.</param>
internal sealed record StoreSettings(string Path, long MaxBytes, TimeSpan CommandTimeout, LibrarySearch Search);
