namespace Larder.Tests.Records;

/// <summary>That there is such a user, and little more.</summary>
internal sealed record UserId(int Id, string Password);
