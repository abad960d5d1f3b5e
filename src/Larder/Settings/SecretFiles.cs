namespace Larder.Settings;

/// <summary>Files that hold one secret, as container platforms mount them.</summary>
internal static class SecretFiles
{
    /// <summary>The text of the file without the line end behind it.</summary>
    public static (SecretFile? Value, Complaint? Complaint) Read(string path)
    {
        try
        {
            var secret = File.ReadAllText(path.Trim()).TrimEnd('\r', '\n');
            return secret.Length > 0 ? (new SecretFile(Path.GetFullPath(path.Trim()), secret), null) : (null, Unreadable("it is empty"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Not the exception's own text: it repeats the path, in a language that nobody chose.
            return (null, Unreadable(error switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it is not there",
                UnauthorizedAccessException => "this process may not read it, or it is a folder",
                _ => error.GetType().Name,
            }));
        }
    }

    private static Complaint Unreadable(string why) =>
        new("LAR232", $"The file with the password can't be read: {why}.", "Name a file that holds the password and nothing else.");
}
