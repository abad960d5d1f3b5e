using Larder.Chaos;
using Larder.Chaos.Running;
using Larder.Chaos.Workers;
using Larder.Chaos.Writing;

// Runs processes against each other and against faults, and checks all that they read: figure <name> <value> <unit>. 1 if a promise was broken.
if (args is [WorkerSettings.Argument, ..]) return await WorkerProgram.RunAsync(args);
if (args is [WriteWorkerProgram.Argument, var redis, var postgres, var durability]) return await WriteWorkerProgram.RunAsync(redis, postgres, durability);
if (args is ["write", .. var rest]) return await WritePage.RunAsync(rest);

ChaosPlan plan;
try
{
    plan = Arguments.Parse(args);
}
catch (Exception error) when (error is FormatException or ArgumentException)
{
    Console.Error.WriteLine($"{error.Message}\n{Arguments.Usage}");
    return 2;
}

var report = await ChaosRun.RunAsync(plan);
ReportPage.Write(Console.Out, plan, report);
return report.Verdict.IsKept ? 0 : 1;
