namespace Storefront.Gates;

/// <summary>The lab plays that the database is away.</summary>
internal sealed class GateClosedException() : Exception("The gate before the database is closed: see /lab/outage.");
