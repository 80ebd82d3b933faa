using System.Runtime.InteropServices;
using Heed.Cli;

using var interrupt = Interruption.On(PosixSignal.SIGINT, 130);
using var terminate = Interruption.On(PosixSignal.SIGTERM, 143);
return HeedCommand.Run(args);
