using Heed.Cli;

return Leaving.With(HeedCommand.Run(args));
