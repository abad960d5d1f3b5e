namespace Larder.Generators.Model;

/// <summary>The values of <c>InvalidationTime</c>.</summary>
internal enum InvalidationTimeModel
{
    AfterSuccess,
    AfterEnd,
    BeforeAndAfter,
}
