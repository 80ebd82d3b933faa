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
    [InlineData("or", "or joins masks")]
    [InlineData("strided + causal", "strided sees both sides")]
    [InlineData("dilated-window", "side=past")]
    [InlineData("moba", "moba chooses blocks")]
    [InlineData("memory-concat", "memory-concat adds keys")]
    [InlineData("h2o", "h2o must see the weights")]
    public void What_has_no_kernel_says_why(string expression, string why) =>
        Assert.Contains(why, Expression.Parse(expression).ToMechanism().NoKernel);
}
