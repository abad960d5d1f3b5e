namespace Larder.Generators.Tests.Behaviour;

public sealed class DerivedReport(Ledger ledger) : Report(ledger);
