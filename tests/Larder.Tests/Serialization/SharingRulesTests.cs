using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;
using Larder.Serialization;

namespace Larder.Tests.Serialization;

/// <summary>Which values all callers may share: those that nobody can change.</summary>
public sealed class SharingRulesTests
{
    private readonly SharingRules _rules = new([typeof(List<Guid>), typeof(IReadOnlyList<Uri>)], FieldSight.Fields);
    private readonly SharingRules _blind = new([typeof(List<Guid>)], FieldSight.None);

    [Fact]
    public void Simple_values_are_shared()
    {
        Shared(1);
        Shared('x');
        Shared(1.5);
        Shared<int?>(1);
        Shared<string?>(null);
        Shared("text");
        Shared(1.5m);
        Shared(DayOfWeek.Friday);
        Shared(Guid.NewGuid());
        Shared(DateTime.UnixEpoch);
        Shared(DateTimeOffset.UnixEpoch);
        Shared(DateOnly.MinValue);
        Shared(TimeOnly.MinValue);
        Shared(TimeSpan.Zero);
        Shared(new Uri("https://example.org"));
        Shared(new Version(1, 2));
        Shared(Int128.One);
    }

    [Fact]
    public void Structs_of_immutable_parts_are_shared_even_if_their_fields_can_be_set()
    {
        Shared((1, "text"));
        Shared(new KeyValuePair<string, Guid>("a", Guid.Empty));
        Shared(new Settable { Number = 1 });
        Shared<Settable?>(new Settable { Number = 1 });
        Copied((1, new List<int>()));
        Copied(new ReadOnlyMemory<byte>([1, 2]));
        Copied(new ArraySegment<int>([1]));
    }

    [Fact]
    public void A_boxed_struct_is_shared_only_if_nothing_in_it_can_be_set()
    {
        Shared<object>(new KeyValuePair<string, int>("a", 1));
        Shared<object>(1);
        Copied<object>(new Settable { Number = 1 });
    }

    [Fact]
    public void Arrays_and_lists_are_copied()
    {
        Copied(new int[] { 1 });
        Copied(new byte[] { 1 });
        Copied(new List<int>());
        Copied(new Dictionary<string, int>());
        Copied(new HashSet<string>());
        Copied<IReadOnlyList<int>>([1, 2]);
        Copied(new List<int>().AsReadOnly());
        Copied<IEnumerable<int>>(Enumerable.Range(0, 3).Select(static i => i));
    }

    [Fact]
    public void Immutable_and_frozen_collections_of_immutable_parts_are_shared()
    {
        Shared(ImmutableArray.Create(1));
        Shared(ImmutableList.Create("a"));
        Shared(ImmutableDictionary<string, SealedRecord>.Empty);
        Shared(ImmutableSortedDictionary<string, int>.Empty);
        Shared(ImmutableHashSet<int?>.Empty);
        Shared(ImmutableSortedSet<int>.Empty);
        Shared(ImmutableQueue<int>.Empty);
        Shared(ImmutableStack<int>.Empty);
        Shared(new[] { "a", "b" }.ToFrozenSet());
        Shared(new Dictionary<int, string> { [1] = "a" }.ToFrozenDictionary());
        Shared<IReadOnlyDictionary<int, string>>(new Dictionary<int, string> { [1] = "a" }.ToFrozenDictionary());
    }

    [Fact]
    public void Immutable_collections_of_what_may_change_are_copied()
    {
        Copied(ImmutableArray.Create(new List<int>()));
        Copied(ImmutableArray.Create<object>("even if it is none"));
        Copied(ImmutableDictionary<string, OpenRecord>.Empty);
        Copied(new Dictionary<int, int[]> { [1] = [1] }.ToFrozenDictionary());
        Copied(ImmutableArray.CreateBuilder<int>());
    }

    [Fact]
    public void Records_that_can_only_be_made_whole_are_shared()
    {
        Shared(new SealedRecord(1, "a"));
        Shared(new OpenRecord(1));
        Shared(new Derived(1, "b"));
        Shared<OpenRecord>(new Derived(1, "b"));
        Shared(new Nested(new SealedRecord(1, "a"), [new SealedRecord(2, "b")]));
        Shared(new { Number = 1, Text = "a" });
        Shared(Tuple.Create(1, "a"));
    }

    [Fact]
    public void Records_that_can_be_changed_are_copied()
    {
        Copied(new WithSetter { Number = 1 });
        Copied(new DerivedFromSetter(1));
        Copied(new WithField(1));
        Copied(new WithList([1]));
        Copied(new WithObject("a"));
        Copied(new WithInterface([1]));
        Copied(new WithOpenPart(new OpenRecord(1)));
        Copied(new { Number = 1, Parts = new List<int>() });
        Copied<Func<int>>(static () => 1);
    }

    [Fact]
    public void Types_that_refer_to_themselves_come_to_an_end()
    {
        Shared(new Chain(1, new Chain(2, null)));
        Copied(new ChainWithList(null, []));
        Copied(new First(null));
    }

    [Fact]
    public void What_is_declared_immutable_is_believed()
    {
        Shared(new Declared { Number = 1 });
        Shared(new HoldsDeclared(new Declared()));
        Copied(new DerivedFromDeclared());
        Copied(new HoldsOpenDeclared(new OpenDeclared()));
        Shared(new OpenDeclared());
        Copied(new DeclaredMutable(1));
    }

    [Fact]
    public void What_was_promised_is_shared_also_as_a_part()
    {
        Shared(new List<Guid>());
        Shared<IReadOnlyList<Guid>>(new List<Guid>());
        Shared<IReadOnlyList<Uri>>([new Uri("https://example.org")]);
        Shared(new HoldsPromised([], []));
        Shared(ImmutableArray.Create(new List<Guid>()));
        Copied(new List<int>());
    }

    [Fact]
    public void Where_fields_can_not_be_seen_only_what_is_known_declared_or_promised_is_shared()
    {
        Assert.True(_blind.MayShare(1));
        Assert.True(_blind.MayShare("text"));
        Assert.True(_blind.MayShare(DayOfWeek.Friday));
        Assert.True(_blind.MayShare<int?>(1));
        Assert.True(_blind.MayShare(ImmutableArray.Create<int?>(1)));
        Assert.True(_blind.MayShare(new Declared()));
        Assert.True(_blind.MayShare(new List<Guid>()));
        Assert.False(_blind.MayShare(new SealedRecord(1, "a")));
        Assert.False(_blind.MayShare((1, 2)));
        Assert.False(_blind.MayShare(ImmutableArray.Create(new SealedRecord(1, "a"))));
        Assert.False(_blind.MayShare(new List<int>()));
    }

    private void Shared<T>(T value) => Assert.True(_rules.MayShare(value), $"{value?.GetType()} as {typeof(T)}");

    private void Copied<T>(T value) => Assert.False(_rules.MayShare(value), $"{value?.GetType()} as {typeof(T)}");

    private struct Settable
    {
        public int Number { get; set; }
    }

    private sealed record SealedRecord(int Number, string Text);

    private record OpenRecord(int Number);

    private sealed record Derived(int Number, string Text) : OpenRecord(Number);

    private sealed record Nested(SealedRecord One, ImmutableArray<SealedRecord> Many);

    private record WithSetter
    {
        public int Number { get; set; }
    }

    private sealed record DerivedFromSetter(int Other) : WithSetter;

    private sealed class WithField(int number)
    {
        public int Number = number;
    }

    private sealed record WithList(List<int> Parts);

    private sealed record WithObject(object Part);

    private sealed record WithInterface(IReadOnlyList<int> Parts);

    private sealed record WithOpenPart(OpenRecord Part);

    private sealed record Chain(int Number, Chain? Next);

    private sealed record ChainWithList(ChainWithList? Next, List<int> Parts);

    private sealed record First(Second? Next);

    private sealed record Second(First? Back, int[] Numbers);

    [ImmutableObject(true)]
    private sealed class Declared
    {
        public int Number { get; set; }
    }

    private sealed record HoldsDeclared(Declared Part);

    [ImmutableObject(true)]
    private class OpenDeclared
    {
        public int Number { get; set; }
    }

    private sealed class DerivedFromDeclared : OpenDeclared;

    private sealed record HoldsOpenDeclared(OpenDeclared Part);

    [ImmutableObject(false)]
    private sealed class DeclaredMutable(int number)
    {
        public int Number { get; set; } = number;
    }

    private sealed record HoldsPromised(List<Guid> Ids, IReadOnlyList<Uri> Links);
}
