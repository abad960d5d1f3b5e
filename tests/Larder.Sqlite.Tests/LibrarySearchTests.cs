using Larder.Sqlite.Storage;

namespace Larder.Sqlite.Tests;

public sealed class LibrarySearchTests
{
    private static readonly System.Reflection.Assembly Here = typeof(LibrarySearchTests).Assembly;

    [Fact]
    public void The_operating_systems_library_comes_before_a_bundled_one()
    {
        var names = LibrarySearch.ForThisSystem().Candidates;

        Assert.Equal(LibrarySearch.Bundled, names[^1]);
        Assert.True(names.Count > 1);
        Assert.NotEmpty(LibrarySearch.ForThisSystem().LoadAll(Here));
    }

    [Fact]
    public void The_first_library_that_is_there_is_taken()
    {
        var system = LibrarySearch.ForThisSystem().Candidates[0];

        var found = new LibrarySearch(["libno-such-one", system, "libno-such-two"]).LoadAll(Here);

        Assert.Equal(new LibrarySearch([system]).LoadAll(Here), found);
        Assert.Single(found);
    }

    [Fact]
    public void Without_any_library_there_is_none() => Assert.Empty(new LibrarySearch(["libno-such-one"]).LoadAll(Here));
}
