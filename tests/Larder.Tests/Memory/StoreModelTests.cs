namespace Larder.Tests.Memory;

/// <summary>
/// The store against a dictionary that is told of each removal: whatever is done in whatever order, both hold the same, and nothing leaves
/// without a reason. A failure names its seed.
/// </summary>
public sealed class StoreModelTests
{
    private const int Steps = 1500;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_store_holds_what_a_dictionary_would(int seed)
    {
        var model = new StoreModel(seed);

        for (var step = 0; step < Steps; step++) model.Step(step);
    }
}
