using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Heed.Tests;

/// <summary>While a test runs, nothing is finalized.</summary>
/// <remarks>
/// TorchSharp makes a native number for each factor in <c>x * 0.5</c> and does not keep its owner alive while native code reads it. If
/// another thread of the process, the one that reports results say, brings on a collection meanwhile, the number is freed under the call,
/// which then says "Expected false to be true". On a busy machine that happened once in some ten thousand tests. Here the thread of
/// finalizers is held up by a finalizer of ours until the test has ended, when no native call runs.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class FinalizersWaitAttribute : BeforeAfterTestAttribute
{
    private readonly Stack<Gate> gates = new();

    /// <inheritdoc />
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => gates.Push(Gate.Shut());

    /// <inheritdoc />
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (gates.TryPop(out var gate)) gate.Open();
    }

    private sealed class Gate
    {
        private readonly ManualResetEventSlim reached = new(), open = new();

        public static Gate Shut()
        {
            var gate = new Gate();
            do
            {
                Leave(gate);
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            }
            while (!gate.reached.Wait(TimeSpan.FromSeconds(1)));                           // what came before it takes its time
            return gate;
        }

        public void Open() => open.Set();

        // a method of its own, so that nobody holds on to it
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Leave(Gate gate) => _ = new Guard(gate);

        private sealed class Guard(Gate gate)
        {
            ~Guard()
            {
                gate.reached.Set();
                gate.open.Wait();
            }
        }
    }
}
