namespace Heed.Bench;

/// <summary>
/// Something to measure mechanisms by. The whole duty of a new file: one sealed class with a constructor without parameters. Every such
/// class is in <see cref="TaskCatalog.All"/>; suites, plans, reports and the command read it from there. Making one creates no tensor.
/// </summary>
public abstract class BenchTask
{
    /// <summary>The name in commands, plans and files: lower case, words joined by hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>The name that people use.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured, in one sentence that a newcomer understands.</summary>
    public abstract string Summary { get; }

    /// <summary>Where the recipe was published; null when it is our own.</summary>
    public abstract Citation? Cite { get; }

    /// <summary>Which question it answers.</summary>
    public abstract Question Question { get; }

    /// <summary>What it measures. The first is the one that mechanisms are ranked by.</summary>
    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>
    /// Raised whenever the same size and seed would give other numbers than before, so that older rows are not taken for these.
    /// </summary>
    public virtual int Version => 1;

    /// <summary>Whether its cells must run one by one, each in a process of its own, because they measure time or memory.</summary>
    public virtual bool IsTimed => false;

    /// <summary>Whether every token may read only what came before it. Then <see cref="Contestant.Causal"/> runs.</summary>
    public virtual bool NeedsCausal => false;

    /// <summary>The sizes at which a suite runs it; none when the suite leaves it out. All sizes of a task have the same numbers.</summary>
    /// <param name="suite">Which suite.</param>
    public abstract IReadOnlyList<TaskSize> Sizes(Suite suite);

    /// <summary>
    /// How long a cell takes on two idle cores for exact attention, in seconds: a rough figure for plans that nothing was measured for yet.
    /// </summary>
    /// <param name="size">The size.</param>
    public abstract double Estimate(TaskSize size);

    /// <summary>
    /// Why a contestant cannot be measured by this task; null when it can. What is said becomes the reason of a row. Creates no tensor.
    /// </summary>
    /// <param name="contestant">What would be measured.</param>
    public virtual string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        return NeedsCausal ? contestant.WhyNotCausal : null;
    }

    /// <summary>The same, also where the mechanism itself refuses what the task asks of it.</summary>
    /// <param name="contestant">What would be measured.</param>
    public string? WhyNot(Contestant contestant)
    {
        try
        {
            return NotApplicable(contestant);
        }
        catch (Exception e) when (e is ArgumentException or NotApplicableException)
        {
            return e.Message.Split(" (Parameter")[0].TrimEnd('.');
        }
    }

    /// <summary>What is wrong with a size that somebody wrote into a plan; null when it is possible.</summary>
    /// <param name="size">It has the same numbers as the task's own sizes, all of them at least 0.</param>
    public virtual string? Impossible(TaskSize size) => null;

    /// <summary>Measures. Called inside a dispose scope, with the number of threads set.</summary>
    /// <remarks>
    /// The same cell must give the same numbers, bit for bit, but for those that are times. Everything random follows from
    /// <see cref="Cell.Seed"/>. What is thrown becomes the reason of the row: <see cref="DivergedException"/> for numbers that are none any
    /// more, <see cref="NotApplicableException"/> when it shows only now that the mechanism cannot take the task.
    /// </remarks>
    /// <param name="cell">Size and seed.</param>
    /// <param name="context">The contestant, and what the cell may use.</param>
    public abstract Outcome Run(Cell cell, CellContext context);
}
