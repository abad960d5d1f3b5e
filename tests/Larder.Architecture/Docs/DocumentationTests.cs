using Larder.Architecture.Sources;

namespace Larder.Architecture.Docs;

/// <summary>What the pages show compiles, what they point at exists, and every code has its page.</summary>
public class DocumentationTests
{
    private static IEnumerable<(string Path, string Text)> Pages => Repository.Files(".md").Select(path => (path, Repository.Read(path)));

    [Fact]
    public void Every_snippet_compiles()
    {
        var snippets = Pages.SelectMany(page => Snippet.ReadAll(page.Path, page.Text)).ToArray();

        Assert.NotEmpty(snippets);
        Law.IsKept(snippets.AsParallel().SelectMany(SnippetCompiler.Check));
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        Law.IsKept(Pages.SelectMany(page => Page.BrokenLinks(page.Path, page.Text, Repository.Exists)));
    }

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        var codes = Repository.Sources.Where(source => !source.IsTest).SelectMany(ErrorCodes.In).Distinct().Order();
        var pages = Pages.Where(page => page.Path.StartsWith("docs/errors/LAR", StringComparison.Ordinal)).Select(page => Path.GetFileNameWithoutExtension(page.Path));

        var (missing, spare) = (codes.Except(pages), pages.Except(codes));
        Assert.True(!missing.Any() && !spare.Any(), $"Without a page: {string.Join(", ", missing)}. Without a text: {string.Join(", ", spare)}.");
    }

    // Two projects that do not know each other may say the same: then the page names both, below its first line.
    [Fact]
    public void A_code_belongs_to_one_project_or_to_those_that_its_page_names()
    {
        var shared =
            from source in Repository.Sources
            where !source.IsTest
            from code in ErrorCodes.In(source)
            group source.Project by code into users
            let projects = string.Join(", ", users.Distinct().Order())
            where users.Distinct().Count() > 1 && !Repository.Read($"docs/errors/{users.Key}.md").Contains($"<!-- said by: {projects} -->", StringComparison.Ordinal)
            select $"{users.Key} means different things in {projects}.";

        Assert.Empty(shared);
    }

    [Fact]
    public void Every_code_page_begins_with_its_code()
    {
        Law.IsKept(
            from page in Pages
            where page.Path.StartsWith("docs/errors/LAR", StringComparison.Ordinal)
            let code = Path.GetFileNameWithoutExtension(page.Path)
            where !page.Text.StartsWith($"# {code}: ", StringComparison.Ordinal)
            select new Violation(page.Path, 1, $"The first line is not \"# {code}: what happened\"."));
    }

    [Fact]
    public void The_readme_is_short_and_shows_code_at_once()
    {
        var lines = Repository.Read("README.md").TrimEnd().Split('\n');

        Assert.InRange(lines.Length, 1, 180);
        Assert.InRange(Array.FindIndex(lines, line => line.StartsWith("```", StringComparison.Ordinal)) + 1, 1, 12);
    }
}
