namespace Storefront.Lab;

/// <summary>A number that the lab writes and reads.</summary>
internal sealed record LabRow<TWay>(int Id, long Value)
    where TWay : ILabWay;
