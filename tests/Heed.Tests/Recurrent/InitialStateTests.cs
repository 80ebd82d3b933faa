using Heed.Laws;

namespace Heed.Tests.Recurrent;

/// <summary>The law of streaming sees whether steps go on from a state that was given.</summary>
public sealed class InitialStateTests
{
    [Theory]
    [InlineData("gla")]
    [InlineData("delta-net")]
    [InlineData("rwkv7")]
    public void Steps_that_ignore_the_initial_state_break_the_law_of_streaming(string id)
    {
        var law = new Streaming();
        Assert.True(law.Holds(new Delegating(id, forgets: false), seed: 1));
        Assert.False(law.Holds(new Delegating(id, forgets: true), seed: 1));
    }

    /// <summary>A mechanism that does what another does, but may forget the initial state where it goes token by token.</summary>
    private sealed class Delegating(string id, bool forgets) : Mechanism
    {
        private const string InitialState = "initial_state";
        private readonly Mechanism inner = Expression.Parse(id).ToMechanism();

        public override Family Family => inner.Family;

        public override Facts Facts => inner.Facts;

        public override IReadOnlyList<Role> Roles => inner.Roles;

        public override IReadOnlyList<Slot> Slots => inner.Slots;

        public override long? SizeOf(string name, Sizes sizes) => inner.SizeOf(name, sizes);

        protected override Tensor Compute(Inputs inputs) => inner.Attend(inputs.Signals);

        protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
        {
            var given = new SignalSet();
            foreach (var (name, value) in tokens.Signals)
                if (!forgets || name != InitialState) given[name] = value;
            return inner.Step(given, ref state, route);
        }
    }
}
