namespace Heed.Models.Data;

/// <summary>
/// Writes a number in two languages at once, morpheme by morpheme, noting which source word each target morpheme comes from.
/// </summary>
internal sealed class NumberWords
{
    private readonly List<string> source = [];
    private readonly List<string> target = [];
    private readonly List<Link> links = [];
    private readonly List<Link> possible = [];

    /// <summary>Adds a source word and returns its place.</summary>
    public int Source(string word)
    {
        source.Add(word);
        return source.Count - 1;
    }

    /// <summary>Adds a target morpheme that surely comes from one source word.</summary>
    public void Target(string morpheme, int from)
    {
        links.Add(new(from, target.Count));
        target.Add(morpheme);
    }

    /// <summary>Adds a target morpheme that surely comes from one source word and carries a part of another.</summary>
    public void Target(string morpheme, int from, int partly)
    {
        possible.Add(new(partly, target.Count));
        Target(morpheme, from);
    }

    /// <summary>Adds a target morpheme that only joins what comes from two source words.</summary>
    public void Joint(string morpheme, int one, int other)
    {
        possible.Add(new(one, target.Count));
        possible.Add(new(other, target.Count));
        target.Add(morpheme);
    }

    public Pair ToPair() => new([.. source], [.. target]) { Links = [.. links], Possible = [.. possible] };
}
