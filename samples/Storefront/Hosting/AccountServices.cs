using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Profile;

namespace Storefront.Hosting;

/// <summary>Logging in: ASP.NET Core Identity over the shop's own database, and what it keeps in cookies.</summary>
internal static class AccountServices
{
    private static readonly TimeSpan LoginLasts = TimeSpan.FromHours(8);
    private static readonly TimeSpan CodeMayTake = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookAtUserEach = TimeSpan.FromMinutes(1);

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsCheck>();
        services.AddOptions<AdminOptions>().Configure<IConfiguration>(static (admin, settings) =>
        {
            admin.Password = Given(settings[AdminOptions.PasswordSetting]);
            admin.OtpSecret = Given(settings[AdminOptions.SecretSetting]);
        }).ValidateOnStart();
        services.AddIdentity();
        services.AddCookies();
        services.AddSessions();
        services.AddAuthorization(AccessRules.Add);
        services.Configure<RazorPagesOptions>(AccessRules.AddPages);
        services.AddFlows();
    }

    private static string? Given(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting;

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(static identity =>
            {
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = LoginTries.Pause;
            })
            .AddSignInManager()
            .AddTokenProvider<OneTimePasswordProvider>(TokenOptions.DefaultAuthenticatorProvider);

        // Logging in changes no names, so there is nothing to look up again at each write.
        services.RemoveAll<IUserValidator<Account>>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddScoped(static provider => (IUserAuthenticatorKeyStore<Account>)provider.GetRequiredService<IUserStore<Account>>());
        services.Replace(ServiceDescriptor.Scoped<IUserClaimsPrincipalFactory<Account>, AccountPrincipals>());
        services.Replace(ServiceDescriptor.Scoped<ILookupNormalizer, LowerCaseNames>());
        services.Configure<SecurityStampValidatorOptions>(static stamps => stamps.ValidationInterval = LookAtUserEach);
    }

    private static void AddCookies(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(static login =>
        {
            login.Cookie.Name = "storefront.login";
            login.LoginPath = "/login";
            login.LogoutPath = "/logout";
            login.ExpireTimeSpan = LoginLasts;
            login.Events.OnRedirectToLogin = LoginAnswers.ChallengeAsync;
            login.Events.OnRedirectToAccessDenied = LoginAnswers.ForbidAsync;
        });
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme, static between => between.ExpireTimeSpan = CodeMayTake);
        services.AddAntiforgery(static forgery => forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        var forgery = services.Last(static service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton<IAntiforgery>(provider => new PatientAntiforgery(
            (IAntiforgery)ActivatorUtilities.CreateInstance(provider, forgery), provider.GetRequiredService<KeyRingState>())));
    }

    /// <summary>Sessions and logins live in the cache, where every instance sees them, and end there.</summary>
    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSession();
        services.AddLarderSessions();
        services.Configure<SessionOptions>(static session =>
        {
            session.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            session.Cookie.IsEssential = true;
        });
        services.AddLarderTickets(IdentityConstants.ApplicationScheme);
        services.AddLarderSignOut();
        services.AddDataProtection().PersistKeysToLarder();
    }

    private static void AddFlows(this IServiceCollection services)
    {
        services.AddCached<IUserProfiles, UserProfiles>();
        services.AddSingleton<TestAccounts>();
        services.AddSingleton<AdminCredentials>();
        services.AddSingleton<Enrolment>();
        services.AddSingleton<KeyRingState>();
        services.AddScoped<LoginRecord>();
        services.AddScoped<LoginTries>();
        services.AddScoped<LoginFlow>();
        services.AddScoped<EnrolFlow>();
    }
}
