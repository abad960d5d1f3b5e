namespace Larder.Tests.Settings;

/// <summary>Sets variables of this process and puts back what was there. Tests that use it are in the collection <see cref="Collection"/>.</summary>
internal sealed class Variables : IDisposable
{
    public const string Collection = "variables of the process";

    private readonly Dictionary<string, string?> _before = [];

    public Variables(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }
}
