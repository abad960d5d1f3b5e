using System.Text.Json;
using Microsoft.Data.Sqlite;
using Storefront.Errors;

namespace Storefront.Users;

/// <summary>Creates, changes and deletes users.</summary>
internal static class UserWritesApi
{
    private const int Constraint = 19; // SQLITE_CONSTRAINT
    private const string Example = "{\"name\": \"Ada Lovelace\", \"email\": \"ada@example.com\", \"birthday\": \"1990-12-10\"}";

    public static void MapUserWritesApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users");
        users.MapPost("", CreateAsync);
        users.MapPut("{id}", ChangeAsync);
        users.MapDelete("{id}", DeleteAsync);
    }

    private static Task<IResult> CreateAsync(HttpRequest request, UserWriter writer, CancellationToken cancellationToken) =>
        WithDraftAsync(request, writer, async draft => TypedResults.Created((string?)null, await writer.CreateAsync(draft, cancellationToken)), cancellationToken);

    private static async Task<IResult> ChangeAsync(string id, HttpRequest request, UserWriter writer, CancellationToken cancellationToken)
    {
        if (!UserRules.TryId(id, out var number)) return Problem.BadRequest(UserRules.IdRule);
        return await WithDraftAsync(
            request, writer,
            async draft => await writer.ChangeAsync(number, draft, cancellationToken) ? TypedResults.Ok(draft.Of(number, writer.Today)) : Absent(number),
            cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string id, UserWriter writer, CancellationToken cancellationToken)
    {
        if (!UserRules.TryId(id, out var number)) return Problem.BadRequest(UserRules.IdRule);
        try
        {
            return await writer.DeleteAsync(number, cancellationToken) ? TypedResults.NoContent() : Absent(number);
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == Constraint)
        {
            return TypedResults.Problem("Orders name this user: it can't be deleted.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> WithDraftAsync(
        HttpRequest request, UserWriter writer, Func<UserDraft, Task<IResult>> write, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return Problem.UnsupportedMediaType($"Send JSON: {Example}");
        try
        {
            if (await request.ReadFromJsonAsync<UserDraft>(cancellationToken) is not { } draft) return Problem.BadRequest($"The body is empty. Send {Example}");
            return draft.Problem(writer.Today) is { } problem ? Problem.BadRequest(problem) : await write(draft);
        }
        catch (JsonException)
        {
            return Problem.BadRequest($"The body is not such JSON: {Example}");
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == Constraint)
        {
            return TypedResults.Problem("Another user has this e-mail.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static IResult Absent(int id) => Problem.NotFound($"There is no user {id}.");
}
