using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers;

/// <summary>What the analyzers report. Each code has a page, <c>docs/errors/LAR001.md</c> for the first.</summary>
public static class Rules
{
    /// <summary>A parameter changes the result and is not in the key.</summary>
    public static readonly DiagnosticDescriptor ParameterNotInKey = Rule(
        "LAR001", DiagnosticSeverity.Warning, "A parameter is not in the key",
        "'{0}' is not in the key \"{1}\" of {2}, so calls that differ only in it get the same value. Add {{{0}}} to the key.");

    /// <summary>A placeholder of a key is none that can be filled.</summary>
    public static readonly DiagnosticDescriptor UnknownPlaceholder = Rule(
        "LAR002", DiagnosticSeverity.Error, "A placeholder of the key can't be filled",
        "The key \"{0}\" of {1} can't be made: {2}.");

    /// <summary>A part of a key has no text that tells its values apart.</summary>
    public static readonly DiagnosticDescriptor UnkeyablePart = Rule(
        "LAR003", DiagnosticSeverity.Error, "A value can't stand in a key",
        "'{0}' is a {1}, and nothing says which text tells two of them apart. Put the members that matter into the key, or implement ICacheKeyPart on the type.");

    /// <summary>A part of a key is another one each time, or on each machine.</summary>
    public static readonly DiagnosticDescriptor UnstablePart = Rule(
        "LAR003", DiagnosticSeverity.Warning, "A part of the key does not stay the same",
        "'{0}' {1}. {2}.");

    /// <summary>The result can be used once only.</summary>
    public static readonly DiagnosticDescriptor ResultCannotBeKept = Rule(
        "LAR004", DiagnosticSeverity.Error, "The result can't be kept",
        "{0} returns {1}, {2}. Return a list or a record of what was read.");

    /// <summary>An attribute stands where it can do nothing.</summary>
    public static readonly DiagnosticDescriptor NothingToDo = Rule(
        "LAR005", DiagnosticSeverity.Error, "The attribute can do nothing here",
        "[{0}] does nothing for {1}: {2}. Change the method, or take the attribute away.");

    /// <summary>Two families share a key and differ in their results.</summary>
    public static readonly DiagnosticDescriptor KeyOfTwoTypes = AtEnd(
        "LAR006", DiagnosticSeverity.Error, "One key stands for values of two types",
        "The key \"{0}\" of {1} holds {2}, and that of {3} holds {4} under the same text. Begin each with a word of its own.");

    /// <summary>What looks like a secret is cached as if it were none.</summary>
    public static readonly DiagnosticDescriptor SensitiveResult = Rule(
        "LAR007", DiagnosticSeverity.Warning, "What looks like a secret is cached as if it were none",
        "{0} of {1} looks like a secret. Write Sensitive = true, or cache a record without it.");

    /// <summary>An invalidation names nothing that is cached.</summary>
    public static readonly DiagnosticDescriptor InvalidatesNothing = AtEnd(
        "LAR008", DiagnosticSeverity.Warning, "Nothing is cached under what is invalidated",
        "{0} invalidates the {1} \"{2}\", and nothing is cached under it. {3}.");

    /// <summary>A value that all callers share is changed; its type promises to be immutable.</summary>
    public static readonly DiagnosticDescriptor SharedValueChanged = Rule(
        "LAR009", DiagnosticSeverity.Warning, "A value that all callers share is changed",
        SharedValueText);

    /// <summary>The same, where <c>CacheOptions.SharedInMemory</c> promises it.</summary>
    public static readonly DiagnosticDescriptor PromisedValueChanged = AtEnd(
        "LAR009", DiagnosticSeverity.Warning, "A value that all callers share is changed",
        SharedValueText);

    /// <summary>The result does not come back from its bytes.</summary>
    public static readonly DiagnosticDescriptor NotSerializable = Rule(
        "LAR010", DiagnosticSeverity.Warning, "The result can't be serialised",
        "{0} of {1} can't be kept: {2}. {3}.");

    /// <summary>A text is no duration.</summary>
    public static readonly DiagnosticDescriptor NoDuration = Rule(
        "LAR011", DiagnosticSeverity.Error, "A duration is not understood",
        "{0} = \"{1}\" is neither a duration nor a name of one. Write 5m, 90s, 1h30m, 00:05:00 or PT5M, or a name such as Short.");

    /// <summary>Something of the user decides the result and is not in the key.</summary>
    public static readonly DiagnosticDescriptor UserNotInKey = Rule(
        "LAR012", DiagnosticSeverity.Error, "What belongs to one user is cached for all",
        "{0} uses {1}, which differs from user to user, and the key \"{2}\" does not: one user would get what belongs to another. Pass the user's id as a parameter, and put it into the key.");

    /// <summary>A load uses what ends with its caller.</summary>
    public static readonly DiagnosticDescriptor ScopedServiceCaptured = Rule(
        "LAR013", DiagnosticSeverity.Warning, "A load uses what ends with its caller", ScopedServiceText);

    /// <summary>The same, where <c>AddScoped</c> says so.</summary>
    public static readonly DiagnosticDescriptor RegisteredServiceCaptured = AtEnd(
        "LAR013", DiagnosticSeverity.Warning, "A load uses what ends with its caller", ScopedServiceText);

    /// <summary>A call from inside goes past the cache.</summary>
    public static readonly DiagnosticDescriptor SelfCall = Rule(
        "LAR014", DiagnosticSeverity.Warning, "A call from inside goes past the cache",
        "{0} is called on the object itself, so its [{1}] does nothing here. Take the service as a dependency, or move the caller to another class.");

    private const string SharedValueText =
        "'{0}' came from the cache and is changed here; all callers share one {1}, because it is promised to be immutable. Change a copy, or take the promise back.";

    private const string ScopedServiceText =
        "The load uses '{0}' ({1}), which may be disposed before the load ends: others wait for it too. Use a ScopedLoader, which AddLoader registers.";

    private static DiagnosticDescriptor Rule(string id, DiagnosticSeverity severity, string title, string message) =>
        new(id, title, message, "Larder", severity, isEnabledByDefault: true, helpLinkUri: $"docs/errors/{id}.md");

    private static DiagnosticDescriptor AtEnd(string id, DiagnosticSeverity severity, string title, string message) =>
        new(id, title, message, "Larder", severity, true, null, $"docs/errors/{id}.md", WellKnownDiagnosticTags.CompilationEnd);
}
