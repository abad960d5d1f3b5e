namespace Larder.Generators.Model;

/// <summary>What a method returns.</summary>
/// <param name="Kind">How it gives it.</param>
/// <param name="Type">The type of the value in the task, as code writes it; empty if there is none.</param>
/// <param name="TypeOf">The same for <c>typeof</c>.</param>
/// <param name="MayBeNull">True if a comparison with null makes sense.</param>
internal sealed record ResultModel(ResultKind Kind, string Type, string TypeOf, bool MayBeNull)
{
    public bool HasValue => Kind is ResultKind.TaskOf or ResultKind.ValueTaskOf;

    public bool IsTask => Kind is ResultKind.Task or ResultKind.TaskOf;
}
