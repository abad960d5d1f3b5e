namespace Larder.Generators.Analyzers;

/// <summary>The metadata names of the types that the rules ask for.</summary>
internal static class TypeNames
{
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfT = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfT = "System.Threading.Tasks.ValueTask`1";
    public const string KeyPart = "Larder.ICacheKeyPart";
    public const string CacheKey = "Larder.CacheKey";
    public const string Cache = "Larder.ICache";
    public const string CacheExtensions = "Larder.CacheExtensions";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpContextAccessor = "Microsoft.AspNetCore.Http.IHttpContextAccessor";
    public const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";
    public const string Principal = "System.Security.Principal.IPrincipal";
    public const string Identity = "System.Security.Principal.IIdentity";
    public const string Enumerable = "System.Collections.Generic.IEnumerable`1";
}
