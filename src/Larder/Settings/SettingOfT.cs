namespace Larder.Settings;

/// <inheritdoc/>
internal sealed class Setting<T>(string path, ValueFormat<T> format, Func<CacheOptions, T> get, Action<CacheOptions, T> set) : Setting(path)
{
    public Limit<T>? Limit { get; init; }

    public override string Takes => format.Name;

    public override string? Range => Limit?.Text;

    public override bool IsNothing(string text) => !format.TakesEmpty && string.IsNullOrWhiteSpace(text);

    public override string Mask(string text) => format.Mask(text);

    public override (Action<CacheOptions>? Apply, Complaint? Complaint) Read(string text, bool fromVariable)
    {
        var chosen = fromVariable ? format.InVariables ?? format : format;
        return chosen.TryParse(text, out var value, out var complaint) ? (options => set(options, value), null) : (null, complaint);
    }

    public override string? Show(CacheOptions options) => get(options) is { } value && format.Show(value) is { } text ? format.Mask(text) : null;

    public override Complaint? Check(CacheOptions options) => Limit?.Check(get(options));
}
