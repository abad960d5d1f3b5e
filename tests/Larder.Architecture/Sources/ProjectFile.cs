using System.Xml.Linq;

namespace Larder.Architecture.Sources;

/// <summary>One project of the repository.</summary>
/// <param name="Path">Its file, relative to the root.</param>
/// <param name="References">The names of the projects of ours that it references.</param>
/// <param name="Imports">The files that it imports, as it names them.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Imports)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static ProjectFile Parse(string path, string text)
    {
        var project = XDocument.Parse(text);
        return new(
            path,
            [.. Attributes(project, "ProjectReference", "Include").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Attributes(project, "Import", "Project")]);
    }

    private static IEnumerable<string> Attributes(XDocument project, string element, string attribute) =>
        project.Descendants(element).Select(found => found.Attribute(attribute)?.Value).OfType<string>();
}
