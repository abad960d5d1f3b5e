using System.Net;
using System.Text;
using Larder.AspNetCore.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Admin;

public class AccessTests
{
    [Fact]
    public async Task Outside_development_nothing_is_mapped_until_somebody_guards_it_and_the_log_says_how()
    {
        await using var app = await AdminApp.StartAsync(new AdminTrial());

        using var look = await app.GetAsync("/stats", token: null);
        using var change = await app.PostAsync("/clear", "{}", token: null);
        using var other = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, change.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        var line = Assert.Single(app.Log.All, static line => line.Contains("LAR530", StringComparison.Ordinal));
        Assert.Contains("RequireAuthorization", line);
        Assert.Contains("LARDER_ADMIN_TOKEN", line);
    }

    [Fact]
    public async Task In_development_a_token_is_asked_for_too()
    {
        await using var app = await AdminApp.StartAsync(new AdminTrial { Environment = "Development" });

        using var look = await app.GetAsync("/stats", token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, look.StatusCode);
        Assert.DoesNotContain(app.Log.All, static line => line.Contains("LAR530", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Larder:Admin:Token")]
    [InlineData("LARDER_ADMIN_TOKEN")]
    public async Task Token_of_the_settings_makes_an_admin(string setting)
    {
        await using var app = await AdminApp.StartAsync(new AdminTrial { Settings = new Dictionary<string, string?> { [setting] = AdminApp.Token } });

        using var right = await app.PostAsync("/clear", "{}");
        using var wrong = await app.PostAsync("/clear", "{}", AdminApp.Token + "x");
        using var none = await app.PostAsync("/clear", "{}", token: null);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
    }

    [Theory]
    [InlineData("Larder:Admin:Token", "too-short", "LAR531")]
    [InlineData("Larder:Admin:Tokn", "the-token-of-the-tests-which-is-long-enough", "LAR534")]
    [InlineData("Larder:Admin:TokenFile", "/nowhere/token", "LAR534")]
    [InlineData("Larder:Admin:ReadOnly", "perhaps", "LAR534")]
    public async Task Settings_that_can_not_be_used_end_the_start(string setting, string value, string code)
    {
        var trial = new AdminTrial { Settings = new Dictionary<string, string?> { [setting] = value } };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => AdminApp.StartAsync(trial));

        Assert.StartsWith(code, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AdminRole.Viewer, 200, 403, 403, 403)]
    [InlineData(AdminRole.Reader, 200, 200, 403, 403)]
    [InlineData(AdminRole.Operator, 200, 200, 200, 403)]
    [InlineData(AdminRole.Admin, 200, 200, 200, 200)]
    public async Task Role_may_do_what_the_roles_before_it_may(AdminRole role, int keys, int value, int remove, int clear)
    {
        await using var app = await AdminApp.StartAsync(role);
        await app.Cache.SetAsync("product:1", "a kettle");

        using var listed = await app.GetAsync("/keys");
        using var read = await app.GetAsync("/value?key=product:1");
        using var removed = await app.PostAsync("/remove", """{"keys":["product:2"]}""");
        using var everything = await app.PostAsync("/remove", """{"pattern":"*"}""");
        using var cleared = await app.PostAsync("/clear", "{}");

        Assert.Equal(
            [keys, value, remove, clear, clear],
            [(int)listed.StatusCode, (int)read.StatusCode, (int)removed.StatusCode, (int)everything.StatusCode, (int)cleared.StatusCode]);
    }

    [Fact]
    public async Task Read_only_endpoints_have_no_changes()
    {
        await using var app = await AdminApp.StartAsync(new AdminTrial
        {
            Options = static options => (options.Tokens[AdminApp.Token], options.IsReadOnly) = (AdminRole.Admin, true),
        });

        using var look = await app.GetAsync("/stats");
        using var remove = await app.PostAsync("/remove", """{"keys":["a"]}""");
        using var warm = await app.PostAsync("/warm-up", "{}");

        Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, remove.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, warm.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_tokens_in_a_minute_are_enough_and_then_the_right_one_waits_too()
    {
        var clock = new Testing.FakeClock();
        await using var app = await AdminApp.StartAsync(new AdminTrial
        {
            Options = static options => options.Tokens[AdminApp.Token] = AdminRole.Admin,
            Services = services => services.AddSingleton<TimeProvider>(clock),
        });

        for (var failure = 0; failure < 5; failure++)
        {
            using var wrong = await app.GetAsync("/stats", "a-token-that-somebody-guessed-again-and-again");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var refused = await app.GetAsync("/stats");
        clock.Advance(TimeSpan.FromSeconds(61));
        using var later = await app.GetAsync("/stats");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Single(app.Log.All, static line => line.Contains("LAR533", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("larder-viewer", "/clear", 403)]
    [InlineData("larder-admin", "/clear", 200)]
    [InlineData("something else", "/remove", 403)]
    public async Task Policies_of_the_application_let_in_and_its_roles_say_what_for(string role, string path, int status)
    {
        await using var app = await StartWithUsersAsync();

        using var nobody = await app.GetAsync("/stats", token: null);
        using var request = Change(path, role);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("X-Larder-Csrf", "1");
        using var answer = await app.SendAsync(request, token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("same-origin", null, "1", "application/json", 200)]
    [InlineData(null, "http://localhost", "1", "application/json", 200)]
    [InlineData(null, null, "1", "application/json", 403)]
    [InlineData("cross-site", "http://localhost", "1", "application/json", 403)]
    [InlineData("same-site", null, "1", "application/json", 403)]
    [InlineData(null, "https://evil.example", "1", "application/json", 403)]
    [InlineData("same-origin", null, null, "application/json", 403)]
    [InlineData("same-origin", null, "1", "text/plain", 415)]
    public async Task Page_of_another_site_changes_nothing(string? site, string? origin, string? header, string type, int status)
    {
        await using var app = await StartWithUsersAsync();
        using var request = Change("/clear", "larder-admin", type);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (header is not null) request.Headers.Add("X-Larder-Csrf", header);

        using var answer = await app.SendAsync(request, token: null);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Policy_for_everything_else_does_not_stand_before_the_token()
    {
        await using var app = await AdminApp.StartAsync(new AdminTrial
        {
            Options = static options => options.Tokens[AdminApp.Token] = AdminRole.Viewer,
            Services = static services => AddUsers(services, new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
            Pipeline = static app => app.UseAuthentication().UseAuthorization(),
        });

        using var answer = await app.GetAsync("/stats");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<AdminApp> StartWithUsersAsync() => AdminApp.StartAsync(new AdminTrial
    {
        Services = static services => AddUsers(services, fallback: null),
        Pipeline = static app => app.UseAuthentication().UseAuthorization(),
        Conventions = static endpoints => endpoints.RequireAuthorization(),
    });

    private static void AddUsers(IServiceCollection services, AuthorizationPolicy? fallback)
    {
        services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>("header", null);
        services.AddAuthorization(options => options.FallbackPolicy = fallback);
    }

    private static HttpRequestMessage Change(string path, string role, string type = "application/json")
    {
        var body = path == "/remove" ? """{"keys":["a"]}""" : "{}";
        var request = new HttpRequestMessage(HttpMethod.Post, AdminApp.Url(path)) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add(HeaderUserHandler.Header, role);
        return request;
    }
}
