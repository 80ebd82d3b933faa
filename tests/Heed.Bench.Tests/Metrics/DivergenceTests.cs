using Heed.Bench.Metrics;

namespace Heed.Bench.Tests.Metrics;

/// <summary>
/// Distances of distributions, against numbers worked out by hand; those with a remark are also what SciPy's documentation prints.
/// </summary>
public sealed class DivergenceTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.9, 0.1 }, 0.5108256237659907)]      // ½ ln(5/9) + ½ ln 5 = ln(5/3); scipy.stats.entropy
    [InlineData(new[] { 0.5, 0.25, 0.25 }, new[] { 0.25, 0.25, 0.5 }, 0.17328679513998632)] // ½ ln 2 + 0 − ¼ ln 2
    [InlineData(new[] { 0.0, 1.0 }, new[] { 0.3, 0.7 }, 0.35667494393873245)]              // −ln 0.7: what p does not give does not count
    [InlineData(new[] { 1.0, 0.0 }, new[] { 0.0, 1.0 }, 27.631021115928547)]               // −ln 10⁻¹², the floor
    public void Kullback_and_Leibler(double[] p, double[] q, double nats) => Assert.Equal(nats, Divergence.KullbackLeibler(p, q), 12);

    [Theory]
    [InlineData(new[] { 1.0, 0.0 }, new[] { 0.0, 1.0 }, 0.6931471805599453)]               // ln 2, the most there is
    // SciPy's jensenshannon gives the root, 0.46450140402245893
    [InlineData(new[] { 1.0, 0.0 }, new[] { 0.5, 0.5 }, 0.21576155433883565)]
    [InlineData(new[] { 0.2, 0.8 }, new[] { 0.2, 0.8 }, 0)]
    public void Jensen_and_Shannon(double[] p, double[] q, double nats)
    {
        Assert.Equal(nats, Divergence.JensenShannon(p, q), 12);
        Assert.Equal(nats, Divergence.JensenShannon(q, p), 12);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.25, 0.25 }, new[] { 0.25, 0.25, 0.5 }, 0.25)]
    [InlineData(new[] { 1.0, 0.0 }, new[] { 0.0, 1.0 }, 1)]
    public void Total_variation_is_what_must_be_moved(double[] p, double[] q, double share) =>
        Assert.Equal(share, Divergence.TotalVariation(p, q), 15);

    [Theory]
    [InlineData(new[] { 0.25, 0.25, 0.25, 0.25 }, 1.3862943611198906)]                     // ln 4
    [InlineData(new[] { 0.5, 0.25, 0.25 }, 1.0397207708399179)]                            // 1½ ln 2
    [InlineData(new[] { 0.0, 1.0, 0.0 }, 0)]
    public void Entropy_of_a_row(double[] p, double nats) => Assert.Equal(nats, Divergence.Entropy(p), 14);

    [Fact]
    public void Rows_of_different_lengths_are_refused() =>
        Assert.Contains("2 and 3 keys",
            Assert.Throws<ArgumentException>(() => Divergence.TotalVariation([0.5, 0.5], [0.5, 0.25, 0.25])).Message);
}
