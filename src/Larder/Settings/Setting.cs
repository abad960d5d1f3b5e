namespace Larder.Settings;

/// <summary>One known setting: its key, how it is written, where it goes and what it may be.</summary>
/// <param name="path">The key below the section, e.g. <c>Expiration:Short</c>.</param>
internal abstract class Setting(string path)
{
    public const string Section = "Larder";

    /// <summary>The key below the section.</summary>
    public string Path => path;

    public string Key { get; } = $"{Section}:{path}";

    /// <summary>What it does, in one line of the guide.</summary>
    public required string Meaning { get; init; }

    /// <summary>The variable of the documents that sets it too, if there is one.</summary>
    public string? Variable { get; init; }

    /// <summary>The variable of ours: <c>LARDER_KEY_PREFIX</c> for <c>KeyPrefix</c>.</summary>
    public string OwnVariable { get; init; } = SettingNames.Variable(path);

    public abstract string Takes { get; }

    /// <summary>What the value may be, for the guide; null: anything of its kind.</summary>
    public abstract string? Range { get; }

    /// <summary>True if this text is no value but the absence of one.</summary>
    public abstract bool IsNothing(string text);

    /// <summary>What may be seen of a text.</summary>
    public abstract string Mask(string text);

    /// <summary>Reads a text; what to do with the options, or why it can't be taken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fromVariable">True if it stands in a variable of the documents, which write some values in another way.</param>
    public abstract (Action<CacheOptions>? Apply, Complaint? Complaint) Read(string text, bool fromVariable);

    /// <summary>The value that the options hold, as text; null if there is none to show.</summary>
    public abstract string? Show(CacheOptions options);

    /// <summary>What is wrong with the value that the options hold.</summary>
    public abstract Complaint? Check(CacheOptions options);
}
