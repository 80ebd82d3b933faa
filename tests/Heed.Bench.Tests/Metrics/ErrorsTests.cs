using Heed.Bench.Metrics;

namespace Heed.Bench.Tests.Metrics;

/// <summary>Distances of matrices, against numbers worked out by hand.</summary>
public sealed class ErrorsTests
{
    private static Tensor Matrix(double[,] numbers) => torch.tensor(numbers);

    [Fact]
    public void The_spectral_norm_is_the_largest_singular_value()
    {
        using var scope = torch.NewDisposeScope();
        var exact = Matrix(new[,] { { 3.0, 0 }, { 0, 4 } });
        // √(15 + √221)
        Assert.Equal(5.464985704219043 / 4, Errors.RelativeSpectral(exact, exact + Matrix(new[,] { { 1.0, 2 }, { 3, 4 } })), 12);
        Assert.Equal(Math.Sqrt(30) / 5, Errors.RelativeFrobenius(exact, exact + Matrix(new[,] { { 1.0, 2 }, { 3, 4 } })), 12);
    }

    [Fact]
    public void A_tall_and_a_broad_matrix_have_the_same_norms()
    {
        using var scope = torch.NewDisposeScope();
        var (exact, off) = (torch.randn([5, 2], torch.float64), torch.randn([5, 2], torch.float64));
        Assert.Equal(Errors.RelativeSpectral(exact, off), Errors.RelativeSpectral(exact.t(), off.t()), 12);
    }

    [Fact]
    public void Of_several_matrices_the_mean_is_taken()
    {
        using var scope = torch.NewDisposeScope();
        var exact = torch.stack([Matrix(new[,] { { 2.0 } }), Matrix(new[,] { { 4.0 } })]);
        Assert.Equal((0.5 + 0.5) / 2, Errors.RelativeFrobenius(exact, exact * 1.5), 15);
        Assert.Equal((0.5 + 1) / 2, Errors.RelativeFrobenius(exact,
            torch.stack([Matrix(new[,] { { 1.0 } }), Matrix(new[,] { { 8.0 } })])), 15);
        Assert.Equal((1 + 16) / 2.0, Errors.MeanSquare(exact, torch.stack([Matrix(new[,] { { 1.0 } }), Matrix(new[,] { { 8.0 } })])), 15);
    }

    [Fact]
    public void The_cosine_does_not_mind_scale_and_counts_rows_of_zeros_as_nothing()
    {
        using var scope = torch.NewDisposeScope();
        var exact = Matrix(new[,] { { 1.0, 0 }, { 1, 1 } });
        Assert.Equal(1, Errors.CosineOfRows(exact, 7 * exact), 14);
        Assert.Equal((Math.Sqrt(0.5) + 0) / 2, Errors.CosineOfRows(exact, Matrix(new[,] { { 2.0, 2 }, { 0, 0 } })), 14);
    }
}
