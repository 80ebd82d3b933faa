using CsCheck;

namespace Heed.Tests;

/// <summary>
/// The same draws in every run: a test that fails today fails tomorrow, and none fails by chance. What is drawn is told with the failure.
/// </summary>
internal static class FixedDraws
{
    public static void ForEachDraw<T>(this Gen<T> draws, Action<T> judge, int iter = 100)
    {
        for (var i = 0; i < iter; i++)
        {
            var drawn = draws.Generate(new PCG(1, (ulong)i), null, out _);
            try
            {
                judge(drawn);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"{e.Message} Draw {i} of {iter} was {Check.Print(drawn)}.", e);
            }
        }
    }

    public static void ForEachDraw<A, B>(this Gen<(A, B)> draws, Action<A, B> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2), iter);

    public static void ForEachDraw<A, B, C>(this Gen<(A, B, C)> draws, Action<A, B, C> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2, d.Item3), iter);

    public static void ForEachDraw<A, B, C, D>(this Gen<(A, B, C, D)> draws, Action<A, B, C, D> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2, d.Item3, d.Item4), iter);

    public static void ForEachDraw<A, B, C, D, E>(this Gen<(A, B, C, D, E)> draws, Action<A, B, C, D, E> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2, d.Item3, d.Item4, d.Item5), iter);

    public static void ForEachDraw<A, B, C, D, E, F>(this Gen<(A, B, C, D, E, F)> draws, Action<A, B, C, D, E, F> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2, d.Item3, d.Item4, d.Item5, d.Item6), iter);

    public static void ForEachDraw<A, B, C, D, E, F, G>(
        this Gen<(A, B, C, D, E, F, G)> draws, Action<A, B, C, D, E, F, G> judge, int iter = 100) =>
        draws.ForEachDraw(d => judge(d.Item1, d.Item2, d.Item3, d.Item4, d.Item5, d.Item6, d.Item7), iter);
}
