namespace Larder.Tests.Records;

/// <summary>What a login needs.</summary>
internal sealed record UserLogin(int Id, string Email, string Password);
