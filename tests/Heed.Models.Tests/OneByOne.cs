using Xunit.Sdk;
using Xunit.v3;

// TorchSharp may finalize a scalar that a native call still reads, when another thread collects garbage in between.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: Heed.Tests.FinalizersWait]
