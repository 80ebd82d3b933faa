using Heed.Bench.Plans;
using Heed.Bench.Tests.Worker;

namespace Heed.Bench.Tests.Plans;

public sealed class PlanTests
{
    private static readonly IReadOnlyList<BenchTask> Tasks = ActingTask.All;

    [Fact]
    public void A_plan_reads_back_as_the_same_cells()
    {
        var plan = Plan.Of(Suite.Quick, ["rope + sliding-window(8)", "alibi"], ["acting"], [1, 2], Tasks);
        Assert.Equal((Anchor.All.Count + 2) * 2, plan.Cells.Count);
        Assert.Equal(plan.Cells, Plan.FromJson(plan.ToJson(), Tasks).Cells);
        Assert.Equal(plan.Cells.Select(c => c.Id).Distinct().Count(), plan.Cells.Count);
    }

    [Fact]
    public void The_plan_of_the_guide_can_be_run_as_it_stands()
    {
        var guide = File.ReadAllText(Path.Combine(Results.ReproductionTests.Root(AppContext.BaseDirectory), "docs", "guide", "bench.md"));
        var from = guide.IndexOf("{ \"heed_plan\"", StringComparison.Ordinal);
        var plan = Plan.FromJson(guide[from..(guide.IndexOf("] }", from, StringComparison.Ordinal) + 3)]);
        Assert.Equal(("mine", "mqar"), (plan.Name, Assert.Single(plan.Cells).Task));
    }

    [Fact]
    public void The_anchors_are_in_every_plan_and_nothing_twice()
    {
        var plan = Plan.Of(Suite.Quick, ["uniform", "scaled-dot-product", "identity + scaled-dot-product"], ["acting"], [1], Tasks);
        Assert.Superset(Anchor.All.Select(a => Contestant.Parse(a.Mechanism).Name).ToHashSet(),
            plan.Cells.Select(c => c.Mechanism).ToHashSet());
        Assert.Equal(plan.Cells.Distinct().Count(), plan.Cells.Count);
    }

    [Fact]
    public void The_quick_suite_has_every_word_of_the_catalog() =>
        Assert.Superset(Catalog.All.Select(e => e.Card.Id).ToHashSet(),
            Plan.Of(Suite.Quick, known: Tasks).Cells.Select(c => c.Mechanism).ToHashSet());

    [Fact]
    public void The_standard_suite_has_twelve_mechanisms_and_three_seeds()
    {
        var plan = Plan.Of(Suite.Standard, known: Tasks);
        Assert.True(plan.Cells.Select(c => c.Mechanism).Where(m => !Contestant.Yardsticks.Contains(m)).Distinct().Count() >= 12);
        Assert.Equal(3, plan.Cells.Select(c => c.Seed).Distinct().Count());
    }

    [Fact]
    public void A_cell_has_the_same_id_on_every_machine_and_another_for_every_difference()
    {
        var cell = new Cell("mqar", 1, "alibi", new(("n", 64), ("d", 0.5)), 1);
        Assert.Equal("642fd103fdb374ed", cell.Id);
        Cell[] others = [cell with { Task = "mqa" }, cell with { Version = 2 }, cell with { Mechanism = "rope" },
            cell with { Size = cell.Size.With("n", 65) }, cell with { Seed = 2 }];
        Assert.Equal(6, others.Append(cell).Select(c => c.Id).Distinct().Count());
        Assert.Equal(cell, cell with { Size = new(("d", 0.5), ("n", 64)) });
    }

    [Theory]
    [InlineData("alibi,rope + causal", 2)]
    [InlineData("sliding-window(8, top-left), alibi", 2)]
    [InlineData("family:recurrent", 5)]
    [InlineData("all", 25)]
    public void Mechanisms_are_separated_by_commas_outside_parentheses(string text, int least) =>
        Assert.True(Selection.Mechanisms(text).Count >= least);

    [Theory]
    [InlineData("1,2,3", new[] { 1, 2, 3 })]
    [InlineData("4..6, 1", new[] { 4, 5, 6, 1 })]
    [InlineData("0", new[] { 0 })]
    public void Seeds_are_numbers_and_stretches(string text, int[] seeds) => Assert.Equal(seeds, Selection.Seeds(text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("3..1")]
    [InlineData("1..9999999")]
    [InlineData("one")]
    public void Other_seeds_are_refused(string text) => Assert.Throws<ArgumentException>(() => Selection.Seeds(text));

    [Theory]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "actin", "mechanism": "alibi", "size": {}, "seed": 1 } ] }""",
        "Cell 1 of the plan is wrong. Unknown task 'actin'; did you mean 'acting'?")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "mechanism": "alibbi", "size": {}, "seed": 1 } ] }""",
        "did you mean 'alibi'?")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "mechanism": "alibi", "size": { "numbr": 1 }, "seed": 1 } ] }""",
        "no size 'numbr'; did you mean 'number'?")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "mechanism": "alibi", "size": { "number": 2000000 }, "seed": 1 } ] }""",
        "no more than a million")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "mechanism": "alibi", "size": { "number": -1 }, "seed": 1 } ] }""",
        "less than nothing")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "size": {}, "seed": 1 } ] }""", "Cell 1 of the plan")]
    [InlineData("""{ "heed_plan": 1, "cells": [ null ] }""", "Cell 1 of the plan")]
    public void A_cell_that_cannot_be_run_is_named(string json, string says) =>
        Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(() => Plan.FromJson(json, Tasks)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "heed_plan": 2, "cells": [] }""")]
    [InlineData("""{ "heed_plan": 1, "cells": [] }""")]
    [InlineData("""{ "heed_plan": 1 }""")]
    [InlineData("""{ "heed_plan": 1, "cells": [ { "task": "acting", "mechanism": "alibi", "size": { "number": "x" }, "seed": 1 } ] }""")]
    public void What_is_no_plan_is_refused(string json) => Assert.Throws<FormatException>(() => Plan.FromJson(json, Tasks));

    [Fact]
    public void What_was_measured_makes_better_estimates()
    {
        var cells = ActingTask.Cells(2, Act.Nothing, 1000);
        Assert.Equal(2 * 1.01, new Estimates([], Tasks).Seconds(cells, 1), 1e-9);
        var row = new Heed.Bench.Stores.Row(cells[0], Heed.Bench.Stores.CellState.Done, "", null, Heed.Bench.Stores.Conditions.Here,
            1, 7, null, DateTime.UtcNow);
        Assert.Equal((7 + 1.01) / 2, new Estimates([row], Tasks).Seconds(cells, 2), 1e-9);
    }
}
