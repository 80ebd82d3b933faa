namespace Heed.Tests.Bridge;

/// <summary>Masks, and keys and values that are made, in the kernels.</summary>
public sealed class MaskTests
{
    public static TheoryData<string> Expressions() =>
    [
        "dilated-window(side=past)", "dilated-window(5, 3, past) + alibi", "document-mask([2, 7, 3]) + causal + alibi",
        "document-mask([])", "block-local(3) + causal", "block-local(5)",
        "prefix-lm(0)", "prefix-lm(4) + rope", "or(causal)", "or(sliding-window(2) + document-mask)", "mla + causal",
        "mla + sliding-window(4) + alibi", "mla + rope + block-local", "mla + bilinear + causal",
        "moba(16, 3)", "rope + moba(16, 2)", "moba(4, 3) + alibi", "block-max-indexer(8, 3)", "rope + block-max-indexer(16, 2)",
        "or(moba(4, 2), sliding-window(3))", "quest(4, 12)", "rope + dsa-indexer(5) + alibi", "longformer(2, [0, 7])",
        "sparse-fixed(8, 2)", "sparse-strided(5)", "streaming-llm(2, 5)", "rope + tree-mask(4)", "longnet", "grouped-query + longnet",
        "kerple-log + causal", "rope + fire + causal", "forgetting + causal", "rope + content-relative-bias + soft-cap(3)",
        "alibi(distance=signed) + causal", "strided(4) + causal", "dilated-window(6, 3) + learned-sink", "fire + forgetting + causal",
    ];

    [Theory, MemberData(nameof(Expressions))]
    public void The_kernel_hides_what_the_definition_hides(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.Null(mechanism.NoKernel);
        new Call(mechanism, 1, masks: "bias keys").Judge();
        new Call(mechanism, 2, n: 5, m: 40).Judge();
        new Call(mechanism, 3, n: 33, m: 70).Judge();
        new Call(mechanism, 4, n: 20, m: 7).Judge();
    }

    [Theory]
    [InlineData("memory-concat", "memory-concat adds keys")]
    [InlineData("h2o", "h2o must see the weights")]
    public void What_has_no_kernel_says_why(string expression, string why) =>
        Assert.Contains(why, Expression.Parse(expression).ToMechanism().NoKernel);
}
