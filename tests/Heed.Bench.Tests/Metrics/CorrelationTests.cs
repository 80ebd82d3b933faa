using Heed.Bench.Metrics;

namespace Heed.Bench.Tests.Metrics;

/// <summary>Correlations, against SciPy's documented examples and numbers worked out by hand.</summary>
public sealed class CorrelationTests
{
    [Fact]
    public void Pearson_as_worked_out_by_hand() =>
        // scipy.stats.pearsonr: −0.7426106572325057
        Assert.Equal(-15 / Math.Sqrt(10 * 40.8), Correlation.Pearson([1, 2, 3, 4, 5], [10, 9, 2.5, 6, 4]), 14);

    [Fact]
    public void Spearman_with_a_tie_as_SciPy_documents_it() =>
        // Ranks 1, 2, 3.5, 5, 3.5: 8/√(10·9.5)
        Assert.Equal(0.8207826816681233, Correlation.Spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 14);

    [Fact]
    public void Equal_numbers_share_the_mean_of_their_ranks()
    {
        Assert.Equal([1, 2.5, 4, 2.5], Correlation.AverageRanks([0, 2, 3, 2]));                                      // scipy.stats.rankdata
        Assert.Equal([4, 2, 2, 2], Correlation.AverageRanks([7, 0, 0, 0]));
    }

    [Fact]
    public void A_sparse_row_is_not_ranked_by_the_places_of_its_zeros()
    {
        double[] exact = [0.5, 0.3, 0.1, 0.07, 0.03];
        Assert.Equal(Correlation.Spearman(exact, [0.6, 0.4, 0, 0, 0]),
            Correlation.Spearman([0.5, 0.3, 0.03, 0.07, 0.1], [0.6, 0.4, 0, 0, 0]), 14);
        Assert.Equal(8 / Math.Sqrt(10 * 8), Correlation.Spearman(exact, [0.6, 0.4, 0, 0, 0]), 14);                   // ranks 5, 4, 2, 2, 2
    }

    [Fact]
    public void A_constant_row_has_no_correlation() => Assert.True(double.IsNaN(Correlation.Spearman([1, 2, 3], [0.2, 0.2, 0.2])));

    [Fact]
    public void One_number_cannot_be_correlated() => Assert.Throws<ArgumentException>(() => Correlation.Pearson([1], [1]));
}
