namespace Larder.Analyzers.Tests.Running;

/// <summary>What a case expects.</summary>
internal enum CaseKind
{
    /// <summary>The rule reports what is marked, and nothing else.</summary>
    Reports,

    /// <summary>No rule reports anything.</summary>
    Silent,
}
