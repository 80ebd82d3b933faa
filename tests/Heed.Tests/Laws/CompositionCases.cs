namespace Heed.Tests.Laws;

/// <summary>Compositions in which one part changes what another can promise: each was judged wrongly once, or easily might be.</summary>
public sealed class CompositionCases
{
    public static TheoryData<string, string> Cells() => [.. Expressions.SelectMany(e => Heed.Catalog.Laws.Select(l => (e, l.Id)))];

    private static readonly string[] Expressions =
    [
        "or(sliding-window(3), strided(4)) + causal", "document-mask + causal + alibi", "mla + causal", "mla + sliding-window(4)",
        "mla + identity", "mla + uniform",
        "strided(4) + prefix-lm(4)", "strided(4) + block-local(4)", "document-mask([1]) + prefix-lm(2)", "prefix-lm(1)", "block-local(1)",
        "dilated-window(2, 4)",
        "or(strided(1), causal)", "or(identity, sliding-window(1))", "or(moba(2, 2), identity)", "or(moba, strided) + causal",
        "or(causal + strided, identity)",
        "uniform + moba", "uniform + moba + sigmoid", "uniform + moba + soft-cap", "rope + moba", "moba(1, 1)",
        "moba + uniform + alibi + top-k(1)", "grouped-query + moba",
        "memory-concat + identity", "memory-concat + rope + identity", "memory-concat + moba", "memory-concat + alibi + causal",
        "memory-concat + uniform", "memory-concat + h2o(1, 1)",
        "h2o + talking-heads", "h2o + sparsemax", "h2o + sliding-window(3)", "h2o + mla", "h2o + moba", "h2o + or(causal, moba)",
        "h2o(2, 2, 4) + uniform", "h2o + sigmoid", "h2o + cosine + soft-cap",
        "bilinear + rope + identity + learned-sink", "additive + rope + identity + sigmoid",
        "bilinear + rope + sliding-window(1) + sigmoid", "soft-cap + top-k(1)",
        "l2-distance + soft-cap + top-k(4) + talking-heads", "qk-rms-norm + rope + grouped-query(2) + sliding-window(4) + learned-sink",
        "forgetting + qk-rms-norm + output-gate + causal", "rope + qk-rms-norm + identity + relu(8)",
        "uniform + alibi + talking-heads + hard-argmax", "uniform + forgetting + hard-argmax",
        "uniform + alibi + forgetting + relu", "uniform + alibi + identity + cog",
        "uniform + sandwich + cog + output-gate(softplus-head)", "qk-rms-norm + sandwich + cog",
        "l2-distance + identity + cog", "uniform + causal + inverted-slot",
        "uniform + forgetting + causal + inverted-slot", "uniform + t5-relative-bias + causal + inverted-slot",
        "inverted-slot + causal", "inverted-slot + sliding-window(1)",
        "tova + sparsemax", "tova + grouped-query", "tova + talking-heads", "tova(2, 4)", "snapkv(4, 1) + uniform", "snapkv(prefill=1)",
        "quest + rope", "quest + uniform + alibi", "quest + memory-concat", "or(quest, identity)",
        "residual-scores + causal", "residual-scores + uniform + hard-argmax", "residual-scores + memory-concat", "h2o + residual-scores",
        "synthesizer-random(false)", "synthesizer-dense(false)", "gau(true)", "gau(true, true)", "infini(3, true)",
        "mla + luong-concat", "h2o + path", "h2o + cope", "h2o + content-relative-bias", "mla + wall + causal",
        "uniform + content-relative-bias + causal + inverted-slot", "shaw-relative + identity", "shaw-relative + hard-argmax + causal",
        "shaw-relative + sigmoid + talking-heads", "xpos + l2-distance + identity + sigmoid", "xpos + identity + sigmoid",
        "xpos + qk-rms-norm + identity + sigmoid", "rope + pope + identity + sigmoid", "path + grouped-query + sliding-window(4)",
    ];

    [Theory, MemberData(nameof(Cells))]
    public void A_composition_does_what_it_promises_and_no_more(string expression, string law)
    {
        var verdict = Heed.Catalog.Laws.Single(l => l.Id == law)
            .Judge(Expression.Parse(expression).ToMechanism(), 12, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsRight, $"{expression}, {law}: {verdict}");
    }

    [Theory]
    [InlineData("strided(50)")]
    [InlineData("dilated-window(100, 60)")]
    [InlineData("or(strided(30)) + strided(45)")]
    public void Gaps_longer_than_a_short_text_are_not_taken_for_no_sight_at_all(string expression) =>
        Assert.False(Expression.Parse(expression).ToMechanism().IsCausal);
}
