using Heed.Kernels.Bench;

return BenchCommand.Run(args);
