using Heed.Architectures;

namespace Heed.Tests.Architectures;

public sealed class ArchitectureTests
{
    private const int Bytes = 2;                                                           // bfloat16
    private const long Long = 262_144;                                                     // 256K

    /// <summary>Every kind of layer of every model once, by its expression and sizes.</summary>
    public static TheoryData<string, string, int> Layers() =>
        [.. Heed.Catalog.Architectures.SelectMany(m => m.Variants.SelectMany(v => v.Layers.Select((_, i) => (m.Id, v.Name, i))))];

    [Theory, MemberData(nameof(Layers))]
    public void A_layer_is_computed_and_goes_where_it_stands(string model, string variant, int index)
    {
        using var scope = torch.NewDisposeScope();
        var layer = Find(model, variant).Layers[index];
        var (mechanism, sizes) = (layer.Mechanism, layer.For(3));
        var random = new torch.Generator(5);
        var given = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional))
            given[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range);
        var read = mechanism.Attend(given);
        Assert.True(read.isfinite().all().ToBoolean());
        Assert.Equal(3L * layer.Heads * (layer.ValueWidth ?? layer.HeadWidth), read.numel());
        Assert.Equal(layer.Place is "" or "decoder", mechanism.IsCausal);
        Assert.Contains(layer.Place, new[] { "", "encoder", "decoder", "cross" });
        Assert.Equal(0, layer.Heads % layer.KvHeads);
        Assert.Equal(mechanism.IsCausal, layer.NumbersKept(100) > 0);
        Assert.True(layer.Count > 0);
    }

    [Fact]
    public void Every_model_has_a_name_of_its_own_a_source_and_sizes_of_their_own()
    {
        Assert.True(Heed.Catalog.Architectures.Count >= 40);
        Assert.Equal(Heed.Catalog.Architectures.Count, Heed.Catalog.Architectures.Select(a => a.Id).Distinct().Count());
        Assert.All(Heed.Catalog.Architectures, a =>
        {
            Assert.Matches("^[a-z0-9.]+(-[a-z0-9.]+)*$", a.Id);
            Assert.InRange(a.Cite.Year, 2017, 2030);
            Assert.NotEmpty(a.Cite.Reference);
            Assert.EndsWith(".", a.Summary);
            Assert.NotEmpty(a.Variants);
            Assert.Equal(a.Variants.Count, a.Variants.Select(v => v.Name).Distinct().Count());
            Assert.All(a.Variants, v => Assert.Equal(v.Depth, v.Layers.Sum(l => l.Count)));
        });
    }

    // Zhao et al. 2025 (arXiv:2505.09343), table 1: KB of keys and values for each token, bfloat16
    [Theory]
    [InlineData("deepseek-v3", "671b", 70_272)]
    [InlineData("qwen-2.5", "72b", 327_680)]
    [InlineData("llama-3", "405b", 516_096)]
    public void What_a_token_needs_is_what_was_published(string model, string variant, long bytes) =>
        Assert.Equal(bytes, Find(model, variant).NumbersPerToken * Bytes);

    // Lieber et al. 2024 (arXiv:2403.19887), table 1: GB of keys and values at 256K tokens, 16 bits; of Jamba the attention alone
    [Theory]
    [InlineData("llama-2", "7b", 128)]
    [InlineData("mixtral", "8x7b", 32)]
    [InlineData("jamba", "52b", 4)]
    public void What_a_long_text_needs_is_what_was_published(string model, string variant, long gigabytes)
    {
        var layers = Find(model, variant).Layers.Where(l => l.NumbersKept(2) > l.NumbersKept(1));
        Assert.Equal(gigabytes << 30, layers.Sum(l => l.Count * l.NumbersKept(Long)) * Bytes);
    }

    // DeepSeek-AI 2024 (arXiv:2405.04434), table 1: 9/2 widths of a head for each layer
    [Fact]
    public void A_latent_is_as_wide_as_was_published() =>
        Assert.Equal(9 * 128 / 2 * 60, Find("deepseek-v2", "236b").NumbersPerToken);

    // Kimi Team 2025 (arXiv:2510.26692): up to three quarters less than if all layers attended
    [Fact]
    public void Three_of_four_layers_with_a_memory_of_fixed_size_save_nearly_three_quarters()
    {
        var model = Find("kimi-linear", "48b-a3b");
        var latent = model.Layers.Single(l => l.Attention.StartsWith("mla"));
        Assert.InRange((double)model.NumbersKept(Long) / (model.Depth * latent.NumbersKept(Long)), 0.25, 0.27);
    }

    [Theory]
    [InlineData("mistral", "7b", 4096)]
    [InlineData("phi-3", "mini-4k", 2047)]
    public void What_lies_out_of_the_window_is_not_kept(string model, string variant, long window)
    {
        Assert.Equal(Find(model, variant).NumbersKept(window), Find(model, variant).NumbersKept(10 * window));
        Assert.Equal(0, Find(model, variant).NumbersPerToken);
        Assert.True(Find(model, variant).NumbersKept(window - 1) < Find(model, variant).NumbersKept(window));
    }

    [Fact]
    public void A_model_that_is_not_there_is_refused_with_the_nearest() =>
        Assert.Contains("'gemma-3'", Assert.Throws<ArgumentException>(() => Architecture.Named("model:gema-3")).Message);

    private static Variant Find(string model, string variant) => Architecture.Named(model).Variants.Single(v => v.Name == variant);
}
