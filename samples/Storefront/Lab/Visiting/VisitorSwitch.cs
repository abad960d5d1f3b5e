namespace Storefront.Lab.Visiting;

/// <summary>Lets the built-in visitor walk and pause.</summary>
internal sealed class VisitorSwitch(int perSecond)
{
    public const int Usual = 15;
    public const int Most = 50;
    public const string Rule = "rate is a whole number from 0 to 50: products a second, 0 to pause.";

    private VisitorPace _pace = new(perSecond);

    public VisitorPace Pace => Volatile.Read(ref _pace);

    public void Set(int perSecond) => Interlocked.Exchange(ref _pace, new VisitorPace(perSecond)).End();
}
