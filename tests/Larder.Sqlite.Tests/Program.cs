using Larder.Sqlite.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

return args is [PeerProgram.Argument, ..] ? await PeerProgram.RunAsync(args[1]) : await ConsoleRunner.Run(args);
