using Storefront.Errors;
using Storefront.Strip;

namespace Storefront.Users;

internal static class UsersApi
{
    public static void MapUsersApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users");
        users.MapGet("", ListAsync);
        users.MapGet("{id}", static (string id, IUserDirectory directory, PageReads page, CancellationToken token) =>
            FindAsync(id, directory.FindAsync, page, token));
        users.MapGet("{id}/id", static (string id, IUserDirectory directory, PageReads page, CancellationToken token) =>
            FindAsync(id, directory.FindIdAsync, page, token));
        users.MapGet("{id}/contact", static (string id, IUserDirectory directory, PageReads page, CancellationToken token) =>
            FindAsync(id, directory.FindContactAsync, page, token));
        users.MapGet("by-email/{email}", FindByEmailAsync);
    }

    private static async Task<IResult> ListAsync(
        string? skip, string? limit, IUserDirectory directory, PageReads page, CancellationToken cancellationToken)
    {
        if (!UserRules.TryRange(skip, limit, out var range)) return Problem.BadRequest(UserRules.RangeRule);
        UserList list;
        using (page.MeasureData()) list = await directory.ListAsync(range, cancellationToken);
        return TypedResults.Ok(list);
    }

    private static async Task<IResult> FindAsync<T>(
        string id, Func<int, CancellationToken, ValueTask<T?>> find, PageReads page, CancellationToken cancellationToken)
        where T : class
    {
        if (!UserRules.TryId(id, out var number)) return Problem.BadRequest(UserRules.IdRule);
        T? user;
        using (page.MeasureData()) user = await find(number, cancellationToken);
        return user is null ? Problem.NotFound($"There is no user {number}.") : TypedResults.Ok(user);
    }

    private static async Task<IResult> FindByEmailAsync(string email, IUserDirectory directory, PageReads page, CancellationToken cancellationToken)
    {
        if (!UserRules.IsEmail(email)) return Problem.BadRequest(UserRules.EmailRule);
        User? user;
        using (page.MeasureData()) user = await directory.FindByEmailAsync(email.ToLowerInvariant(), cancellationToken);
        return user is null ? Problem.NotFound("There is no user with this e-mail.") : TypedResults.Ok(user);
    }
}
