namespace Heed.Kernels.Tests;

/// <summary>Padding, and arrays of the wrong size.</summary>
public sealed class KeyMaskTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Keys_that_do_not_exist_are_not_seen(int bits)
    {
        Case.Need(bits);
        foreach (var keys in new[] { 1, 15, 16, 17, 130, 257 })
        {
            var one = new Case(2, 4, 2, 37, keys, 8, 8);
            var random = new Random(keys);
            // the second sequence is blind
            bool[] exists = [.. Enumerable.Range(0, 2 * keys).Select(j => j < keys && random.Next(4) > 0)];
            one.Judge(new KeyMask(exists, keys), bits);
            Gradients.Judge(one, new KeyMask(exists, keys), default(Softmax), bits);
            Gradients.Judge(one, new Both<KeyMask, Causal>(new(exists, keys), new(keys - 37)), new Sigmoid(-1), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Few_queries_do_not_see_keys_that_do_not_exist_either(int bits)
    {
        Case.Need(bits);
        foreach (var queries in new[] { 1, 3, 8 })
            foreach (var keys in new[] { 1, 15, 16, 17, 130, 257, 1000 })
            {
                var random = new Random(keys);
                // in each sequence some are missing, but never the last, after which the next sequence begins, or nothing
                bool[] exists = [.. Enumerable.Range(1, 2 * keys).Select(j => j % keys == 0 || random.Next(4) > 0)];
                var one = new Case(2, 4, 2, queries, keys, 8, 8);
                one.Judge(new KeyMask(exists, keys), bits);
                Gradients.Judge(one, new KeyMask(exists, keys), default(Softmax), bits);
            }
    }

    [Fact]
    public void An_array_of_another_size_is_refused()
    {
        var one = new Case(1, 2, 2, 9, 9, 4, 4);
        Assert.Contains("KeyMask has 8 elements; (1, 9) needs 9",
            Assert.Throws<ArgumentException>(() => one.Run(new KeyMask(new bool[8], 9))).Message);
        Assert.Contains("gradient has 80 elements", Assert.Throws<ArgumentException>(()
            => new FloatMask(new float[81], 1, 1, 9, 9, new float[80])).Message);
    }
}
