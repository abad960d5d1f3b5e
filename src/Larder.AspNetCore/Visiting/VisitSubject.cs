namespace Larder.AspNetCore.Visiting;

/// <summary>Says of an endpoint what a request to it visits.</summary>
internal sealed record VisitSubject(string Name);
