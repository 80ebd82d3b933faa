using Heed.Cli;

return HeedCommand.Run(args);
