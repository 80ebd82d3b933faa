using System.Globalization;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models.Text;
using Heed.Models.Untrained;

namespace Heed.Cli.Verbs;

/// <summary>
/// The walk through one query in numbers. A formula is printed with its numbers only where computing it again gives what the mechanism got.
/// </summary>
internal sealed class Arithmetic
{
    private const int Shown = 8;
    private const int LongestTable = 64;
    private const double Same = 1e-4;

    private readonly LayerTrace walk;
    private readonly IReadOnlyList<Piece> pieces;
    private readonly int head;
    private readonly int query;
    private readonly double[] weights;
    private readonly SafeWriter output;

    private Arithmetic(LayerTrace walk, IReadOnlyList<Piece> pieces, int head, int query, SafeWriter output)
    {
        (this.walk, this.pieces, this.head, this.query, this.output) = (walk, pieces, head, query, output);
        weights = walk.Row(walk.Steps["weights"], head, query);
    }

    public static int Print(LayerTrace walk, IReadOnlyList<Piece> pieces, int head, int? query, SafeWriter output)
    {
        var row = query ?? pieces.Count - 1;
        if (row < 0 || row >= pieces.Count)
            throw new Failure($"There is no query {row}: the text has {pieces.Count} units, numbered from 0 to {pieces.Count - 1}.");
        new Arithmetic(walk, pieces, head, row, output).Print();
        return 0;
    }

    private void Print()
    {
        var best = Array.IndexOf(weights, weights.Max());
        Line($"What {Name(query)} reads, head {head} of {walk.Q.shape[1]}, by {walk.Mechanism.Name}.");
        Line(UntrainedModel.Warning[..1].ToUpperInvariant() + UntrainedModel.Warning[1..] + ".");
        var more = pieces.Count > 24 ? $" … ({pieces.Count})" : "";
        Title("1  tokens", string.Join(' ', pieces.Take(24).Select((_, i) => Name(i))) + more);
        Title("2  embeddings", $"x[{query}] = {Vector(walk.Row(walk.Embeddings.unsqueeze(1), 0, query))}");
        var (q, k, v) = (walk.Row(walk.Q, head, query), walk.Row(walk.K, head, best), walk.Row(walk.V, head, best));
        Title("3  q, k, v", "one linear map of x, cut into three");
        Line($"     q[{query}] = {Vector(q)}");
        Line($"     k[{best}] = {Vector(k)}   (the key that it reads most: {Name(best)})");
        Line($"     v[{best}] = {Vector(v)}");
        Scores(q, k, best);
        Weights(best);
        Context();
        Table();
    }

    private void Scores(double[] q, double[] k, int best)
    {
        if (Row("scores") is not { } scores) return;
        Title("4  score", "how alike a query and a key are");
        if (Near(q.Zip(k, (a, b) => a * b).Sum(), scores[best]))
            Line($"     q[{query}]·k[{best}] = {Sum(q.Zip(k, (a, b) => $"{Show(a)}×{Show(b)}"))} = {Show(scores[best])}");
        else Line($"     s[{query},{best}] = {Show(scores[best])}");
        var before = scores;
        foreach (var (name, says) in Changes)
        {
            if (Row(name) is not { } after) continue;
            var some = Array.FindIndex(before, x => x != 0 && double.IsFinite(x));        // 0 times anything is 0, so it tells no factor
            var factor = some < 0 ? double.NaN : after[some] / before[some];
            var arithmetic = name switch
            {
                "scaled" when !double.IsNaN(factor) =>
                    $"{Show(before[best])} × {Show(factor)}{(Near(factor, 1 / Math.Sqrt(q.Length)) ? $" (1/√{q.Length})" : "")}",
                "shifted" => $"{Show(before[best])} + {Show(after[best] - before[best])}",
                _ => $"from {Show(before[best])}",
            };
            var hidden = name == "masked" ? $"; {after.Count(double.IsNegativeInfinity)} of {after.Length} keys are hidden" : "";
            Line($"     {name,-8} {says}: {arithmetic} = {Show(after[best])}{hidden}");
            before = after;
        }
    }

    private void Weights(int best)
    {
        Title("5  weights", walk.Mechanism.HasWeights
            ? "scores become shares"
            : "effective weights, Attend(V = I): this mechanism never forms them");
        if (Last() is { } scores && IsSoftmax(scores, out var max, out var sum))
            Line($"     a[{query},{best}] = exp({Show(scores[best])} − {Show(max)}) / Σ exp(s − {Show(max)}) = "
                + $"{Show(Math.Exp(scores[best] - max))} / {Show(sum)} = {Show(weights[best])}");
        else Line($"     a[{query},{best}] = {Show(weights[best])}");
        Line($"     they sum to {Show(weights.Sum())}");
    }

    private void Context()
    {
        var context = walk.Row(walk.Context, head, query);
        var values = Enumerable.Range(0, weights.Length).Select(j => walk.Row(walk.V, head, j)[0]).ToArray();
        var isSum = Near(weights.Zip(values, (a, x) => a * x).Sum(), context[0]);
        Title("6  context", isSum ? "each value times its weight, all added: a @ v"
            : "what the mechanism makes of the values that it weighs");
        Line($"     o[{query}] = {Vector(context)}");
        if (!isSum) return;
        var largest = Enumerable.Range(0, weights.Length).OrderByDescending(j => Math.Abs(weights[j])).Take(4)
            .Select(j => $"{Show(weights[j])}×{Show(values[j])}");
        Line($"     o[{query}][0] = {string.Join(" + ", largest)}{(weights.Length > 4 ? " + …" : "")} = {Show(context[0])}");
    }

    private void Table()
    {
        var columns = Changes.Select(c => c.Name).Prepend("scores").Where(n => Row(n) is not null).Select(n => (Name: n, Values: Row(n)!))
            .Append((Name: "weights", Values: weights)).ToArray();
        var order = Enumerable.Range(0, weights.Length).OrderByDescending(j => weights[j]).ToArray();
        var rows = order.Length <= LongestTable ? [.. order.Order()] : order.Take(LongestTable).ToArray();
        Line("");
        Line($"  {"key",-20}{string.Concat(columns.Select(c => $"{c.Name,12}"))}");
        foreach (var j in rows) Line($"  {Name(j),-20}{string.Concat(columns.Select(c => $"{Show(c.Values[j]),12}"))}");
        if (rows.Length < order.Length)
            Line($"  … and {order.Length - rows.Length} more keys, which together weigh "
                + $"{Show(order.Skip(LongestTable).Sum(j => weights[j]))}");
    }

    private static readonly (string Name, string Says)[] Changes =
    [
        ("scaled", "times a factor"), ("capped", "kept within bounds"),
        ("shifted", "what distance adds"), ("masked", "what may not be read"),
    ];

    private bool IsSoftmax(double[] scores, out double max, out double sum)
    {
        var highest = scores.Max();
        var total = scores.Sum(s => Math.Exp(s - highest));
        (max, sum) = (highest, total);
        return scores.Zip(weights, (s, a) => Math.Abs((Math.Exp(s - highest) / total) - a)).All(d => d < Same);
    }

    private double[]? Last() => Changes.Reverse().Select(c => c.Name).Append("scores").Select(Row).FirstOrDefault(r => r is not null);

    private double[]? Row(string step) => walk.Steps.TryGetValue(step, out var tensor) ? walk.Row(tensor, head, query) : null;

    private string Name(int i) => $"{i} '{new Label(pieces[i].Text, pieces[i].Start, pieces[i].Length).Short()}'";

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Same * (1 + Math.Abs(b));

    private static string Sum(IEnumerable<string> terms)
    {
        var all = terms.ToArray();
        return string.Join(" + ", all.Take(4)) + (all.Length > 4 ? $" + … ({all.Length} terms)" : "");
    }

    private static string Vector(double[] x) =>
        $"[{string.Join(", ", x.Take(Shown).Select(Show))}{(x.Length > Shown ? $", … {x.Length} numbers" : "")}]";

    private static string Show(double x) =>
        double.IsNegativeInfinity(x) ? "−∞"
        : x.ToString(Math.Abs(x) is >= 1e-4 and < 1e6 or 0 ? "0.####" : "0.##e0", CultureInfo.InvariantCulture).Replace('-', '−');

    private void Title(string step, string says) => Line($"\n{step,-16}{says}");

    private void Line(string line) => output.Line(line);
}
