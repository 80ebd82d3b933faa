using System.Reflection;

namespace Heed.Fuzz;

/// <summary>The targets of this program.</summary>
internal static class Target
{
    /// <summary>All that there are, by name.</summary>
    public static IReadOnlyList<ITarget> All { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ITarget)))
            .Select(t => (ITarget)Activator.CreateInstance(t)!).OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>The words of the catalog, and what their arguments are called.</summary>
    public static IEnumerable<string> OfCatalog { get; } =
        Catalog.All.Select(e => e.Card.Id).Concat(Catalog.All.SelectMany(e => e.Parameters).Select(p => p.Name + "=")).Distinct();

    /// <summary>The target of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists all.</exception>
    public static ITarget Named(string name) => All.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"There is no target '{name}'; there are {string.Join(", ", All.Select(t => t.Name))}.");

    /// <summary>Holds a promise of a reader.</summary>
    /// <param name="kept">Whether it is kept.</param>
    /// <param name="promise">What is promised.</param>
    public static void Promise(bool kept, string promise)
    {
        if (!kept) throw new BrokenPromiseException($"A promise is broken: {promise}.");
    }
}
