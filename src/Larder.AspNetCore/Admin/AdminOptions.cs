namespace Larder.AspNetCore.Admin;

/// <summary>Who may use the endpoints, and for what. Tokens and <see cref="IsReadOnly"/> come from the section <c>Larder:Admin</c> too.</summary>
public sealed class AdminOptions
{
    /// <summary>The fewest characters of a token.</summary>
    public const int LeastTokenLength = 32;

    /// <summary>Bearer tokens and what they allow; each has at least 32 characters. <c>Larder:Admin:Token</c> is one of <see cref="AdminRole.Admin"/>.</summary>
    public IDictionary<string, AdminRole> Tokens { get; } = new Dictionary<string, AdminRole>(StringComparer.Ordinal);

    /// <summary>Whether only looking is possible: requests that change something are not mapped. Default: they are.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>What users whom the policies of the application let in may do, by their role there. The highest counts.</summary>
    public IDictionary<string, AdminRole> Roles { get; } = new Dictionary<string, AdminRole>(StringComparer.Ordinal)
    {
        ["larder-viewer"] = AdminRole.Viewer,
        ["larder-reader"] = AdminRole.Reader,
        ["larder-operator"] = AdminRole.Operator,
        ["larder-admin"] = AdminRole.Admin,
    };

    /// <summary>What users may do whom the policies of the application let in and who have none of those roles. Default: look at numbers and names.</summary>
    public AdminRole DefaultRole { get; set; } = AdminRole.Viewer;

    /// <summary>Whether tools of the same user on this machine may find the application in the environment Development. Default: they may.</summary>
    public bool IsFoundLocally { get; set; } = true;
}
