using Heed.Cli;
using Heed.Cli.Terminal;

var screen = Screen.OfProcess();
var code = OpenFiles.Complaint() is { } complaint ? HeedCommand.Say(screen, complaint, Complaint.Failed) : HeedCommand.Run(args, screen);
screen.Out.Flush();
screen.Complaints.Flush();
return Leaving.With(code);
