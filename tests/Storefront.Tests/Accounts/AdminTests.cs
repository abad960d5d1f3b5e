using Storefront.Accounts;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class AdminTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData("JBSW1Y3DPEHPK3PX", "LAR911 ADMIN_OTP_SECRET is not base32: character \"1\" at position 5 (allowed A-Z, 2-7). Example: JBSWY3DPEHPK3PXP")]
    [InlineData("JBSW", "LAR911 ADMIN_OTP_SECRET is not base32: it has 4 characters, fewer than 16 (allowed A-Z, 2-7). Example: JBSWY3DPEHPK3PXP")]
    public async Task S3_30_Secret_that_is_not_base32_ends_the_start_in_a_line(string secret, string line)
    {
        using var folder = new DataFolder();

        await using var shop = ShopProcess.Start(folder, [("ADMIN_OTP_SECRET", secret)], "--port", "0");
        var code = await shop.EndsAsync();

        Assert.Equal(1, code);
        Assert.Equal(line, shop.Errors.Trim());
        Assert.DoesNotContain(shop.Output, said => said.Contains("Ctrl-C", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short", Secret, "LAR912 ADMIN_PASSWORD has fewer than 12 characters. Choose a longer one.")]
    [InlineData("correct horse battery", "", "LAR912 ADMIN_PASSWORD is set and ADMIN_OTP_SECRET is not; the admin logs in with both. Set both.")]
    public async Task Password_that_opens_too_much_or_nothing_ends_the_start_in_a_line(string password, string secret, string line)
    {
        using var folder = new DataFolder();

        await using var shop = ShopProcess.Start(folder, [("ADMIN_PASSWORD", password), ("ADMIN_OTP_SECRET", secret)], "--port", "0");
        var code = await shop.EndsAsync();

        Assert.Equal((1, line), (code, shop.Errors.Trim()));
    }

    [Fact]
    public async Task S3_05_Admin_logs_in_with_the_secret_of_the_settings_and_it_is_shown_to_nobody_else()
    {
        await using var shop = Shop.Open(("ADMIN_OTP_SECRET", Secret));
        var admin = new ShopUser("admin");
        (await admin.TypePasswordAsync(shop, ShopUser.Password)).Dispose();

        (await admin.TypeCodeAsync(shop, OneTimePassword.CodeAt(Base32.Decode(AdminCredentials.SampleSecret), TimeProvider.System.GetUtcNow()))).Dispose();
        var withSample = await admin.IsLoggedInAsync(shop);
        (await admin.TypeCodeAsync(shop, OneTimePassword.CodeAt(Base32.Decode(Secret), TimeProvider.System.GetUtcNow()))).Dispose();
        var codes = await shop.VisitAsync("/login/test-users");

        Assert.False(withSample);
        Assert.True(await admin.IsLoggedInAsync(shop));
        Assert.DoesNotContain(Base32.Grouped(Secret), codes.Text);
        Assert.Contains("from ADMIN_OTP_SECRET", codes.Text);
    }

    [Fact]
    public async Task Outside_Development_the_public_credentials_open_nothing_and_are_not_shown()
    {
        await using var shop = Shop.Open(("environment", "Production"));

        foreach (var name in (string[])["test02", "user031", "admin"])
        {
            using var answer = await new ShopUser(name).TypePasswordAsync(shop, ShopUser.Password);
            Assert.Contains("do not belong together", await answer.Content.ReadAsStringAsync());
        }

        Assert.DoesNotContain(ShopUser.Password, (await shop.VisitAsync("/login")).Source);
        await shop.VisitAsync("/login/test-users", System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Outside_Development_the_admin_logs_in_with_what_the_settings_say()
    {
        await using var shop = Shop.Open(("environment", "Production"), ("ADMIN_PASSWORD", "correct horse battery"), ("ADMIN_OTP_SECRET", Secret));
        var admin = new ShopUser("admin");

        using var sample = await admin.TypePasswordAsync(shop, ShopUser.Password);
        using var password = await admin.TypePasswordAsync(shop, "correct horse battery");
        (await admin.TypeCodeAsync(shop, OneTimePassword.CodeAt(Base32.Decode(Secret), TimeProvider.System.GetUtcNow()))).Dispose();

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, sample.StatusCode);
        Assert.Equal("/login/totp?returnUrl=%2F", password.Headers.Location?.OriginalString);
        Assert.True(await admin.IsLoggedInAsync(shop));
    }
}
