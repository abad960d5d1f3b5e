namespace Larder.Settings;

/// <summary>What becomes of a change that nothing can be held for, as settings write it.</summary>
internal static class HoldFailureNames
{
    private const string Owing = "write-and-owe";
    private const string Failing = "fail-write";

    public static Complaint Complaint { get; } = new("LAR229", $"Not a way to go on without a hold. Use {Owing} or {Failing}.");

    public static bool TryParse(string text, out WriterHoldFailure choice)
    {
        choice = text.Equals(Failing, StringComparison.OrdinalIgnoreCase) ? WriterHoldFailure.FailWrite : WriterHoldFailure.WriteAndOwe;
        return choice == WriterHoldFailure.FailWrite || text.Equals(Owing, StringComparison.OrdinalIgnoreCase);
    }

    public static string Format(WriterHoldFailure choice) => choice == WriterHoldFailure.FailWrite ? Failing : Owing;
}
