using Larder.Architecture.Sources;

namespace Larder.Architecture.Docs;

/// <summary>Each check of the pages, failed once.</summary>
public class PageRuleTests
{
    [Theory]
    [InlineData("```csharp\nvar count = \"a\".Length;\n```", 0)]
    [InlineData("```csharp\nvar count = \"a\".Lenght;\n```", 1)]
    [InlineData("```csharp\npublic class Box { public int Lid => 1; }\n```", 0)]
    [InlineData("```csharp\nvar app = WebApplication.Create();\napp.MapGet(\"/\", () => new Box());\nclass Box;\n```", 0)]
    [InlineData("<!-- snippet: var count = 1; -->\n```csharp\ncount++;\n```", 0)]
    [InlineData("<!-- snippet:\nusing System.Text;\nvar text = new StringBuilder();\n-->\n\n```csharp\ntext.Append(1);\n```", 0)]
    [InlineData("<!-- snippet: var count = 1; -->\nBut then:\n```csharp\ncount++;\n```", 1)]
    [InlineData("<!-- snippet: var text = new StringBuilder(); -->\n```csharp\nusing System.Text;\ntext.Append(1);\n```", 0)]
    [InlineData("<!-- snippet: var box = new Box(); class Box; -->\n```csharp\nvar lid = new Lid(box);\nrecord Lid(Box Of);\n```", 0)]
    [InlineData("```bash\nno code\n```", 0)]
    public void A_snippet_that_does_not_compile_is_found(string text, int violations)
    {
        Assert.Equal(violations, Snippet.ReadAll("README.md", text).SelectMany(SnippetCompiler.Check).Count());
    }

    [Fact]
    public void A_snippet_knows_its_line()
    {
        Assert.Equal([3, 7], Snippet.ReadAll("a.md", "# A\n\n```csharp\nvar a = 1;\n```\n\n```csharp\nvar b = 1;\n```\n").Select(snippet => snippet.Line));
    }

    [Theory]
    [InlineData("[a](other.md)", "docs/guide/other.md")]
    [InlineData("[a](../errors/LAR001.md#fix)", "docs/errors/LAR001.md")]
    [InlineData("![a](/picture.png \"title\")", "picture.png")]
    [InlineData("<img src=\"../p.png\">", "docs/p.png")]
    [InlineData("[a](https://example.com/x.md)", null)]
    [InlineData("[a](#part)", null)]
    [InlineData("```text\n[a](other.md)\n```", null)]
    public void A_link_that_leads_nowhere_is_found(string text, string? missing)
    {
        var broken = Page.BrokenLinks("docs/guide/page.md", text, _ => false).ToArray();

        Assert.Equal(missing is null ? 0 : 1, broken.Length);
        Assert.All(broken, link => Assert.Contains(missing!, link.Text, StringComparison.Ordinal));
        Assert.Empty(Page.BrokenLinks("docs/guide/page.md", text, _ => true));
    }

    [Fact]
    public void Codes_are_read_from_strings_and_not_from_comments()
    {
        var source = SourceFile.Parse("src/Shop/Box.cs", """
            // LAR001
            class Box { string One => "LAR002"; string Two => $"LAR003 {One}"; string Four => "XLAR0045"; }
            """, "src/Shop");

        Assert.Equal(["LAR002", "LAR003"], ErrorCodes.In(source));
    }
}
