using Larder.Architecture.Sources;

namespace Larder.Architecture.Rules;

/// <summary>The laws of the house, held against every file of it.</summary>
public class RepositoryTests
{
    [Fact]
    public void Every_file_can_be_read() => Law.IsKept(
        from source in Repository.Sources
        from error in source.Tree.GetDiagnostics()
        select source.Violation(source.LineOf(error.Location.SourceSpan.Start), $"The parser of these tests says: {error.GetMessage()}"));

    [Fact]
    public void Files_and_methods_are_small() => Law.IsKept(Repository.Sources.SelectMany(Sizes.Check));

    [Fact]
    public void Nine_of_ten_methods_of_the_library_have_at_most_25_lines()
    {
        var lines = Repository.Sources.Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(Sizes.MethodLines).Select(method => method.Lines).Order().ToArray();

        Assert.InRange(lines[lines.Length * 9 / 10], 1, 25);
    }

    [Fact]
    public void Namespace_is_folder_and_file_is_type() => Law.IsKept(Repository.Sources.SelectMany(Layout.Check));

    [Fact]
    public void No_type_is_in_two_files() => Law.IsKept(Layout.TypesInTwoFiles(Repository.Sources));

    [Fact]
    public void Names_and_comments_say_something() => Law.IsKept(Repository.Sources.SelectMany(Words.Check));

    [Fact]
    public void Every_test_is_a_sentence_and_runs() => Law.IsKept(Repository.Sources.SelectMany(TestShape.Check));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Larder.slnx");

        Law.IsKept(
            from project in Repository.Projects
            where !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
            select new Violation(project.Path, 1, "Larder.slnx does not name it, so nobody builds or tests it."));
    }

    [Fact]
    public void Every_project_is_of_a_kind_and_locked()
    {
        Law.IsKept(
            from project in Repository.Projects
            let kinds = project.IsTest ? ["/Test.props", "/TestSupport.props"] : project.Path.StartsWith("src/", StringComparison.Ordinal) ? ["/Library.props"] : Array.Empty<string>()
            where (kinds.Length > 0 && !project.Imports.Any(import => kinds.Any(kind => import.EndsWith(kind, StringComparison.Ordinal))))
                || !Repository.Exists(project.Folder + "/packages.lock.json")
            select new Violation(project.Path, 1, $"It imports none of {string.Join(", ", kinds)}, or has no packages.lock.json."));
    }
}
