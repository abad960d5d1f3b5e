using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>One way to break the contract, and the clauses that are about it.</summary>
/// <param name="Name">What the tier does wrong.</param>
/// <param name="Open">Opens an instance that does so.</param>
/// <param name="Breaks">The clauses that must notice; a star at one end stands for anything.</param>
internal sealed record Fault(string Name, Func<InMemoryTierServer, IChangeSink, ISharedTier> Open, params string[] Breaks)
{
    /// <summary>What happens instead when the stream of an instance is to break.</summary>
    public Action<InMemoryTier>? BreakStream { get; init; }

    /// <summary>What writer holds do instead.</summary>
    public Func<InMemoryTierServer, IWriterHolds>? Holds { get; init; }

    public static Fault InTier(string name, Func<InMemoryTier, ISharedTier> wrap, params string[] breaks) =>
        new(name, (server, sink) => wrap(server.Open(sink)), breaks);

    public IEnumerable<string> CaughtBy(IEnumerable<string> clauses) => clauses.Where(clause => Breaks.Any(pattern => Matches(pattern, clause)));

    private static bool Matches(string pattern, string clause) =>
        pattern[0] == '*' ? clause.EndsWith(pattern[1..], StringComparison.Ordinal) :
        pattern[^1] == '*' ? clause.StartsWith(pattern[..^1], StringComparison.Ordinal) :
        pattern == clause;

    public override string ToString() => Name;
}
