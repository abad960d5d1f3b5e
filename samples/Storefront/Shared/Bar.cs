namespace Storefront.Shared;

/// <summary>One bar, in the units of its drawing, and what it says to who points at it.</summary>
internal sealed record Bar(string X, string Y, string Width, string Height, string Title);
