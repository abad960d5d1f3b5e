using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore.Admin;

/// <summary>One request that is served.</summary>
/// <param name="Method">GET looks, POST changes.</param>
/// <param name="Path">Below the path of all of them.</param>
/// <param name="Least">Who may.</param>
/// <param name="Handle">Serves it, once it was let in.</param>
internal sealed record AdminRoute(string Method, string Path, AdminRole Least, Func<AdminCall, Task> Handle)
{
    public bool IsChange => Method == HttpMethods.Post;

    public static AdminRoute Look(string path, AdminRole least, Func<AdminCall, Task> handle) => new(HttpMethods.Get, path, least, handle);

    public static AdminRoute Change(string path, AdminRole least, Func<AdminCall, Task> handle) => new(HttpMethods.Post, path, least, handle);
}
