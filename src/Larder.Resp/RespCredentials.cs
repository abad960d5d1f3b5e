namespace Larder.Resp;

/// <summary>Who a connection is for the server.</summary>
/// <param name="User">The name of the ACL user; null for the default user.</param>
/// <param name="Password">The password. It is in no text of this client.</param>
public sealed record RespCredentials(string? User, string Password)
{
    /// <summary>The user, without the password.</summary>
    public override string ToString() => $"{User ?? "default"} (password hidden)";
}
