namespace Larder.Generators.Model;

/// <summary>How a method gives its result.</summary>
internal enum ResultKind
{
    /// <summary>At once, or not in a way that is cached.</summary>
    Plain,
    Task,
    TaskOf,
    ValueTask,
    ValueTaskOf,
}
