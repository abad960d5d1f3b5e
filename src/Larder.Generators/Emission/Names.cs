using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>The names that generated code uses, told from those of the application.</summary>
internal static class Names
{
    public const string Declared = "global::Larder.Declared";
    public const string Source = "Source";

    private static readonly HashSet<string> s_taken = [Source, "Rest", "ToString", "Equals", "GetHashCode", "GetType", "CompareTo"];

    /// <summary>A local name that no parameter has.</summary>
    public static string Free(string name, MethodModel method)
    {
        while (method.Parameters.Any(parameter => parameter.Name == name)) name += "_";
        return name;
    }

    /// <summary>The name of a parameter in the state that a load gets; tuples keep some for themselves.</summary>
    public static string InState(string parameter)
    {
        var bare = parameter.TrimStart('@');
        return s_taken.Contains(bare) || (bare.StartsWith("Item", StringComparison.Ordinal) && bare.Skip(4).All(char.IsDigit)) ? bare + "_" : parameter;
    }

    /// <summary>The field that holds something of the method with this number among those of its name.</summary>
    public static string Field(MethodModel method, int overload, string what) =>
        $"s_{char.ToLowerInvariant(method.Name[0])}{method.Name.Substring(1)}{(overload == 0 ? "" : (overload + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))}{what}";
}
