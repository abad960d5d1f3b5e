using Storefront.Hosting;

try
{
    var builder = StorefrontBuilder.Create(args);
    builder.AddStorefront();
    await using var app = builder.Build();
    app.UseStorefront();
    await app.StartAsync();
    await app.Services.GetRequiredService<Banner>().WriteAsync(Console.Out, app.Lifetime.ApplicationStopping);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception error) when (StartFailure.Describe(error) is not null)
{
    Console.Error.WriteLine(StartFailure.Describe(error));
    return 1;
}
