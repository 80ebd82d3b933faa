namespace Heed.Kernels.Tests;

public class RotationTests
{
    public static TheoryData<int, Pairing> Choices
        => [.. from bits in (int[])[512, 256, 128] from pairing in Enum.GetValues<Pairing>()
            select new TheoryDataRow<int, Pairing>(bits, pairing)];

    [Theory, MemberData(nameof(Choices))]
    public void Queries_and_keys_are_turned_by_their_positions(int bits, Pairing pairing)
    {
        Case.Need(bits);
        foreach (var (n, m, d, width) in (ReadOnlySpan<(int, int, int, int)>)[(1, 9, 2, 2), (7, 7, 64, 64), (50, 300, 80, 48),
            (130, 131, 33, 10), (5, 200, 128, 128), (64, 0, 16, 16)])
        {
            var rotation = new Rotation(400, width, pairing, 10000, Math.Max(0, m - n), 3);
            new Case(2, 4, 2, n, m, d, 7, 2) { Rotation = rotation }.Judge(new Causal(m - n), bits);
            new Case(1, 2, 2, n, m, d, 7, 40) { Rotation = rotation }.Judge(default(Everything), bits);
        }
    }

    [Theory]
    [InlineData(Pairing.Halves, 1, 2)]
    [InlineData(Pairing.Adjacent, 2, 1)]
    public void A_pair_turns_by_its_angle_and_lies_where_its_name_says(Pairing pairing, int second, int other)
    {
        float[] row = [1, 0, 0, 0];                                                 // the first feature of pair 0
        new Rotation(8, 4, pairing, 100).Turn(row, 4, 3);
        Assert.Equal(MathF.Cos(3), row[0], 1e-6f);
        Assert.Equal(MathF.Sin(3), row[pairing == Pairing.Halves ? 2 : 1], 1e-6f);
        row = new float[4];
        row[second] = 1;                                                            // the first feature of pair 1: 3 · 100^(-2/4) = 0.3
        new Rotation(8, 4, pairing, 100).Turn(row, 4, 3);
        Assert.Equal(MathF.Cos(0.3f), row[second], 1e-6f);
        Assert.Equal(MathF.Sin(0.3f), row[3], 1e-6f);
        Assert.Equal(0, row[other]);
    }

    [Theory]
    [InlineData(Pairing.Halves)]
    [InlineData(Pairing.Adjacent)]
    public void Turning_back_restores_every_row(Pairing pairing)
    {
        foreach (var width in (int[])[2, 6, 32, 62, 128])
        {
            var (rotation, rows) = (new Rotation(100, width, pairing), Case.Draw(40 * (width + 3), 1, width));
            var turned = rows.ToArray();
            rotation.Turn(turned, width + 3, 60);
            Assert.NotEqual(rows, turned);
            rotation.Turn(turned, width + 3, 60, Direction.Backwards);
            Assert.All(rows.Zip(turned), p => Assert.Equal(p.First, p.Second, 1e-6f));
        }
    }

    [Fact]
    public void What_a_rotation_was_not_made_for_is_refused()
    {
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => new Rotation(8, 3)).ParamName);
        Assert.Equal("base", Assert.Throws<ArgumentOutOfRangeException>(() => new Rotation(8, 4, @base: double.NaN)).ParamName);
        Assert.Equal("positions", Assert.Throws<ArgumentOutOfRangeException>(() => new Rotation(0, 4)).ParamName);
        Assert.Equal("position", Assert.Throws<ArgumentException>(() => new Rotation(8, 4).Turn(new float[8], 4, 7)).ParamName);
        Assert.Contains("rotates 16 features; queries and keys have 8",
            Assert.Throws<ArgumentException>(() => new Case(1, 1, 1, 2, 2, 8, 8) { Rotation = new(8, 16) }.Run(default(Everything)))
            .Message);
        Assert.Contains("8 positions; 9 queries from 0 and 2 keys from 0 need 9",
            Assert.Throws<ArgumentException>(() => new Case(1, 1, 1, 9, 2, 8, 8) { Rotation = new(8, 8) }.Run(default(Everything)))
            .Message);
    }
}
