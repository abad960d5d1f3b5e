namespace Storefront.Views;

/// <summary>A visitor of a day.</summary>
/// <param name="Visitor">The beginning of the number in the visitor's cookie: enough to tell two apart, too little to be one.</param>
/// <param name="LastSeen">When, for the last time on that day.</param>
internal sealed record AdVisit(string Visitor, DateTimeOffset LastSeen);
