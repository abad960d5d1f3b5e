using Larder.Sqlite.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [PeerProgram.Argument, var file] => await PeerProgram.RunAsync(file),
    [Measurement.Argument] => await Measurement.RunAsync(),
    _ => await ConsoleRunner.Run(args),
};
