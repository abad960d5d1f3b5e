using Larder.HitRate;
using Larder.HitRate.Traces;

if (args is [] or ["--help"])
{
    Console.WriteLine(Arguments.Help);
    return args is [] ? 2 : 0;
}

try
{
    var asked = Arguments.Parse(args);
    var files = TraceFile.Find(asked.Paths);
    if (files.Count == 0 && !asked.WithSynthetic) throw new FormatException("There is no trace among these paths: names end in .txt, .txt.gz, .u32le or .u32le.gz.");
    var report = new Report(asked.Models, Console.Out);
    report.Head();
    foreach (var trace in files.Select(TraceFile.Read).Concat(asked.WithSynthetic ? SyntheticTraces.All : []))
        foreach (var capacity in asked.Capacities is [] ? MeasuredCapacities.For(trace) : asked.Capacities)
            report.Add(Replay.Run(trace, capacity, asked.Models));
    report.Finish();
    return 0;
}
catch (Exception error) when (error is FormatException or IOException or InvalidDataException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
