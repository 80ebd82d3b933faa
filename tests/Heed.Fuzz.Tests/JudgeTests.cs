namespace Heed.Fuzz.Tests;

/// <summary>Readers that go wrong are told from those that refuse.</summary>
public sealed class JudgeTests
{
    public static TheoryData<string> Faults => ["index", "derived", "silent", "promise", "memory"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_a_reader_does_not_document_is_a_fault(string how) =>
        Assert.Equal(Ruling.Fault, Judge.Of(new Rogue(how), [1, 2, 3]).Ruling);

    [Fact]
    public void A_reader_that_is_slow_is_at_fault_when_it_is_timed() =>
        Assert.Contains("seconds", Judge.Of(new Rogue("slow"), [], most: TimeSpan.Zero).Why);

    [Fact]
    public void What_it_documents_is_a_refusal()
    {
        var verdict = Judge.Of(new Rogue("documented"), []);
        Assert.Equal((Ruling.Refused, "No such thing."), (verdict.Ruling, verdict.Why));
    }

    [Fact]
    public void What_it_reads_is_accepted() => Assert.Equal(new(Ruling.Accepted, ""), Judge.Of(new Rogue("well"), []));

    private sealed class Rogue(string how) : ITarget
    {
        public string Name => how;

        public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException), typeof(ArgumentException)];

        public void Read(byte[] input)
        {
            switch (how)
            {
                case "index": _ = input[input.Length]; break;
                case "derived": throw new ArgumentOutOfRangeException(nameof(input));
                case "silent": throw new FormatException("");
                case "promise": Target.Promise(false, "two is three"); break;
                case "memory": _ = GC.AllocateUninitializedArray<byte>((int)(2 * Judge.MostBytes)); break;
                case "slow": Thread.Sleep(1); break;
                case "documented": throw new FormatException("No such thing.");
            }
        }
    }
}
