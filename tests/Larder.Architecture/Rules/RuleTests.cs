using Larder.Architecture.Sources;

namespace Larder.Architecture.Rules;

/// <summary>Each law, broken once: a law that can't fail is none.</summary>
public class RuleTests
{
    [Fact]
    public void A_file_over_the_limit_is_found()
    {
        var full = "namespace Shop;\n" + string.Concat(Enumerable.Repeat("// line\n", Sizes.File - 1));

        Assert.Empty(Sizes.Check(Parse("Box.cs", full)));
        Assert.Single(Sizes.Check(Parse("Box.cs", full + "// one more\n")));
    }

    [Fact]
    public void A_method_over_the_limit_is_found_and_its_attributes_do_not_count()
    {
        static string Method(int lines) =>
            "namespace Shop;\nclass Box\n{\n[A]\n[B]\nvoid Fill()\n{\n" + string.Concat(Enumerable.Repeat("Put();\n", lines - 3)) + "}\n}\n";

        Assert.Empty(Sizes.Check(Parse("Box.cs", Method(Sizes.Method))));
        Assert.Single(Sizes.Check(Parse("Box.cs", Method(Sizes.Method + 1))));
    }

    [Fact]
    public void A_nested_type_over_the_limit_is_found()
    {
        static string Nested(int lines) =>
            "namespace Shop;\nclass Box\n{\nprivate class Lid\n{\n" + string.Concat(Enumerable.Repeat("int A;\n", lines - 3)) + "}\n}\n";

        Assert.Empty(Sizes.Check(Parse("Box.cs", Nested(Sizes.NestedType))));
        Assert.Single(Sizes.Check(Parse("Box.cs", Nested(Sizes.NestedType + 1))));
    }

    [Theory]
    [InlineData("Box.cs", "namespace Shop; class Box;", 0)]
    [InlineData("Tiers/Box.cs", "namespace Shop.Tiers; class Box;", 0)]
    [InlineData("Tiers/Box.cs", "namespace Shop; class Box;", 1)]
    [InlineData("Tiers/Near/Box.cs", "namespace Shop.Tiers; class Box;", 1)]
    [InlineData("Box.cs", "class Box;", 1)]
    [InlineData("Box.cs", "Open(); void Open() { }", 0)]
    [InlineData("Hosting/BoxExtensions.cs", "namespace Microsoft.Extensions.DependencyInjection; static class BoxExtensions;", 0)]
    [InlineData("Hosting/Box.cs", "namespace Microsoft.Extensions.DependencyInjection; class Box;", 1)]
    [InlineData("Lid.cs", "namespace Shop; class Box;", 1)]
    [InlineData("BoxOfT.cs", "namespace Shop; class Box<T>;", 0)]
    [InlineData("BoxOfT.cs", "namespace Shop; class Box;", 1)]
    [InlineData("Box.cs", "namespace Shop; class Box; enum Lid { }", 1)]
    [InlineData("Box.cs", "namespace Shop; class Box; delegate void Open();", 1)]
    [InlineData("Box.cs", "namespace Shop; class Box { private class Lid; }", 0)]
    [InlineData("Box.cs", "namespace Shop; class Box { class Lid; }", 0)]
    [InlineData("Box.cs", "namespace Shop; class Box { internal class Lid; }", 1)]
    [InlineData("Box.cs", "namespace Shop; partial class Box;", 1)]
    [InlineData("Box.cs", "namespace Shop; partial class Box { [LoggerMessage(1)] partial void Opened(); }", 0)]
    public void A_type_stands_alone_where_its_name_says(string path, string text, int violations)
    {
        Assert.Equal(violations, Layout.Check(Parse(path, text)).Count());
    }

    [Fact]
    public void A_type_in_two_files_is_found_in_both()
    {
        var one = Parse("Box.cs", "namespace Shop; class Box;");
        var other = Parse("BoxOfT.cs", "namespace Shop; class Box;");
        var generic = Parse("BoxOfT.cs", "namespace Shop; class Box<T>;");

        Assert.Equal(2, Layout.TypesInTwoFiles([one, other]).Count());
        Assert.Empty(Layout.TypesInTwoFiles([one, generic]));
    }

    [Theory]
    [InlineData("class BoxManager;", 1)]
    [InlineData("class BoxHelper;", 1)]
    [InlineData("class BoxUtils;", 1)]
    [InlineData("class BoxImpl;", 1)]
    [InlineData("class BoxBase;", 1)]
    [InlineData("record BoxInfo;", 1)]
    [InlineData("class Box { class LidAccessor; }", 1)]
    [InlineData("class BoxHandler;", 1)]
    [InlineData("class BoxHandler : AuthenticationHandler<Box>;", 0)]
    [InlineData("class Database;", 0)]
    [InlineData("#region Box\nclass Box;\n#endregion", 1)]
    [InlineData("// TODO: close it\nclass Box;", 1)]
    [InlineData("class Box; /* FIXME */", 1)]
    [InlineData("class Box { string Word => \"TODO\"; }", 0)]
    public void A_word_that_says_nothing_is_found(string text, int violations)
    {
        Assert.Equal(violations, Words.Check(Parse("Box.cs", text)).Count());
    }

    [Fact]
    public void A_folder_whose_name_says_nothing_is_found()
    {
        Assert.Single(Words.Check(Parse("Utils/Box.cs", "class Box;")));
    }

    [Theory]
    [InlineData("[Fact] public void A_box_can_be_closed() { }", 0)]
    [InlineData("[Fact(Skip = \"later\")] public void A_box_can_be_closed() { }", 1)]
    [InlineData("[Theory(SkipWhen = nameof(Lid))] public void A_box_can_be_closed(int a) { }", 1)]
    [InlineData("[Fact(Explicit = true)] public void A_box_can_be_closed() { }", 1)]
    [InlineData("[Fact] public void CloseBox() { }", 1)]
    [InlineData("[Fact] public void Close_box() { }", 1)]
    [InlineData("[Fact] public void a_box_can_be_closed() { }", 1)]
    [InlineData("[Theory] public void Keeps(string clause) { }", 0)]
    [InlineData("[Theory] public void Keeps(string box) { }", 1)]
    [InlineData("public void CloseBox() { }", 0)]
    public void A_test_is_a_sentence_that_runs(string method, int violations)
    {
        Assert.Equal(violations, TestShape.Check(Parse("BoxTests.cs", $"class BoxTests {{ {method} }}")).Count());
    }

    private static SourceFile Parse(string path, string text) => SourceFile.Parse("src/Shop/" + path, text, "src/Shop");
}
