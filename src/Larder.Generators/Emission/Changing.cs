using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>How one changing method is written.</summary>
internal sealed class Changing(MethodModel method)
{
    /// <summary>The local that holds what the implementation returned.</summary>
    public string Result { get; } = Names.Free("result", method);

    /// <summary>True if something is removed also when the method throws.</summary>
    public bool HasEnd { get; } = method.Invalidations.Any(static one => one.When != InvalidationTimeModel.AfterSuccess);

    /// <summary>The invalidation whose keys are held while the source changes: only one cache can do the change.</summary>
    public InvalidationModel? Held { get; } =
        method.Invalidations.FirstOrDefault(static one => one.When == InvalidationTimeModel.BeforeAndAfter && one.Keys.Any(static key => !key.UsesResult));

    public IEnumerable<InvalidationModel> Of(InvalidationTimeModel time) => method.Invalidations.Where(one => one.When == time);

    /// <summary>How a root of a template is reached.</summary>
    public string Root(string name) => name == "return" ? Result : name;
}
