namespace Heed;

/// <summary>Where an idea was published.</summary>
/// <param name="Authors">The authors as they are usually cited.</param>
/// <param name="Title">The title on the title page.</param>
/// <param name="Year">The year of the first public version.</param>
/// <param name="Reference">An identifier that finds it, such as <c>arXiv:1706.03762</c> or a DOI.</param>
public sealed record Citation(string Authors, string Title, int Year, string Reference)
{
    /// <summary>The citation in one line.</summary>
    public override string ToString() => $"{Authors} ({Year}), {Title}, {Reference}";
}
