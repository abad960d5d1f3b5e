namespace Larder.AspNetCore.SigningOut;

/// <summary>Whether a sign-out ends what is cached about the user: <c>Larder:Privacy:ClearOnLogout</c>.</summary>
internal sealed record ClearChoice(bool IsOn);
