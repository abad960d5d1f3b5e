namespace Larder.Declared;

/// <summary>
/// The implementations that this thread is making: a container sees no cycle that leads through a decorator's method, and would go on until the stack ends.
/// </summary>
internal static class Resolutions
{
    [ThreadStatic]
    private static Stack<(Type Service, Type Implementation)>? s_underWay;

    public static void Enter(Type service, Type implementation)
    {
        var underWay = s_underWay ??= new();
        if (underWay.Contains((service, implementation)))
        {
            var way = underWay.Reverse().SkipWhile(step => step != (service, implementation)).Select(static step => step.Implementation.Name).Append(implementation.Name);
            throw new InvalidOperationException(
                $"LAR342 {implementation} needs itself to be made: {string.Join(" -> ", way)}. "
                + $"A constructor on this way calls {service.Name}. Call it later, or take what it needs from somewhere else.");
        }

        underWay.Push((service, implementation));
    }

    public static void Leave() => s_underWay!.Pop();
}
