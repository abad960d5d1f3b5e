namespace Larder.Generators.Model;

/// <summary>A method of the interface and what its attributes say.</summary>
internal sealed record MethodModel
{
    /// <summary>Its name alone.</summary>
    public required string Name { get; init; }

    /// <summary>As people name it: <c>Shop.IProducts.FindAsync(int)</c>.</summary>
    public required string Display { get; init; }

    /// <summary>The attribute, as it is written; empty if the method has none.</summary>
    public required string Attribute { get; init; }

    /// <summary>Return type, name, parameters and constraints, as an explicit implementation has them.</summary>
    public required string Declaration { get; init; }

    /// <summary>Type arguments of a call, with their brackets.</summary>
    public required string TypeArguments { get; init; }

    /// <summary>The interface that has it, if it is an inherited one; else empty.</summary>
    public required string Container { get; init; }

    /// <summary>In front of a call whose result is a reference: <c>ref </c>.</summary>
    public required string RefReturn { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    public required ResultModel Result { get; init; }

    /// <summary>True for <c>Dispose</c> and <c>DisposeAsync</c>: the container ends what it made.</summary>
    public required bool IsDisposal { get; init; }

    /// <summary>What <c>[Cached]</c> says.</summary>
    public FamilyModel? Cached { get; init; }

    /// <summary>What <c>[CachePut]</c> says.</summary>
    public FamilyModel? Put { get; init; }

    /// <summary>What <c>[CacheBatch]</c> says, with <see cref="Shape"/>.</summary>
    public FamilyModel? Batch { get; init; }

    public BatchModel? Shape { get; init; }

    public RecordModel? Record { get; init; }

    public EquatableArray<InvalidationModel> Invalidations { get; init; }

    /// <summary>The family that this method has, if it has one.</summary>
    public FamilyModel? Family => Cached ?? Put ?? Batch;

    public bool IsWrite => Put is not null || Invalidations.Count > 0;

    /// <summary>The token that the caller waits with; an expression.</summary>
    public string Token => Parameters.LastOrDefault(static parameter => parameter.IsToken)?.Name ?? "default";
}
