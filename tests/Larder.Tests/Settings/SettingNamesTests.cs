using Larder.Settings;

namespace Larder.Tests.Settings;

public class SettingNamesTests
{
    [Theory]
    [InlineData("Name", "LARDER_NAME")]
    [InlineData("KeyPrefix", "LARDER_KEY_PREFIX")]
    [InlineData("Memory:MaxBytes", "LARDER_MEMORY_MAX_BYTES")]
    [InlineData("Redis:Url", "LARDER_REDIS_URL")]
    [InlineData("Breaker:OpensAfter", "LARDER_BREAKER_OPENS_AFTER")]
    public void A_key_has_a_variable(string path, string variable)
    {
        Assert.Equal(variable, SettingNames.Variable(path));
    }
}
