using Heed.Models.Data;

namespace Heed.Models.Tests.Data;

public sealed class NumberDataTests
{
    [Fact]
    public void No_number_is_in_two_parts_and_none_comes_twice()
    {
        var data = NumberData.German(new() { To = 99_999, Train = 5000, Validation = 300, Test = 600 });
        var all = Enum.GetValues<Split>().SelectMany(data.Pairs).Select(p => string.Join(' ', p.Source)).ToArray();
        Assert.Equal(5900, all.Length);
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_number_is_in_the_same_part_whatever_else_is_drawn()
    {
        var one = NumberData.German(new() { Train = 3000, Seed = 1 });
        var other = NumberData.French(new() { Train = 3000, Seed = 2, To = 9999 });
        var trained = one.Train.Select(p => string.Join(' ', p.Source)).ToHashSet();
        var tested = other.Test.Select(p => string.Join(' ', p.Source)).ToArray();
        Assert.NotEmpty(tested);
        Assert.DoesNotContain(tested, trained.Contains);
    }

    [Fact]
    public void The_same_options_give_the_same_data_and_other_seeds_other_data()
    {
        string Hash(int seed) => NumberData.German(new() { Train = 500, Test = 50, Validation = 50, Seed = seed }).Hash;
        Assert.Equal(Hash(1), Hash(1));
        Assert.NotEqual(Hash(1), Hash(2));
    }

    [Fact]
    public void The_data_are_the_same_on_every_machine() => Assert.StartsWith(
        "fe010633d289a75f60a2d6a34110f94b5d657067cf889c92ec",
        NumberData.German(new() { Train = 500, Test = 50, Validation = 50 }).Hash);

    [Fact]
    public void A_small_range_gives_all_its_numbers()
    {
        var data = NumberData.German(new() { To = 99 });
        Assert.Equal(100, data.Train.Count + data.Validation.Count + data.Test.Count);
    }

    [Fact]
    public void More_than_there_are_gives_all_of_them()
    {
        var data = NumberData.German(new() { To = 2999, Train = 2_000_000_000, Validation = 2_000_000_000, Test = 2_000_000_000 });
        Assert.Equal(3000, data.Train.Count + data.Validation.Count + data.Test.Count);
    }

    [Fact]
    public void Lengths_are_what_was_asked_for_and_long_ones_can_be_kept_for_the_test()
    {
        var data = NumberData.German(new()
        { To = 999_999_999, Train = 2000, Validation = 200, Test = 500, Shortest = 3, Longest = 15, LongestTrained = 8 });
        Assert.All(data.Train.Concat(data.Validation), p => Assert.InRange(p.Source.Count, 3, 8));
        Assert.All(data.Test, p => Assert.InRange(p.Source.Count, 3, 15));
        Assert.Contains(data.Test, p => p.Source.Count > 8);
    }

    [Fact]
    public void Characters_carry_the_links_of_their_morphemes()
    {
        var pair = NumberData.German(new() { From = 20, To = 99, Characters = true }).Train
            .First(p => string.Concat(p.Source) == "forty-two");
        Assert.Equal("zweiundvierzig", string.Concat(pair.Target));
        Assert.Empty(pair.Links!);
        Assert.Equal(Enumerable.Range(6, 3), pair.Possible!.Where(l => l.Target == 0).Select(l => l.Source));
        Assert.Equal(Enumerable.Range(0, 5), pair.Possible!.Where(l => l.Target == 13).Select(l => l.Source));
    }
}
