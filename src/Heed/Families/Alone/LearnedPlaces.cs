namespace Heed.Alone;

/// <summary>Parameters that have numbers for each place of a text, and so for texts up to a length only.</summary>
internal static class LearnedPlaces
{
    /// <summary>What a parameter says of some places.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="axis">Its axis of places.</param>
    /// <param name="places">The places of the call along that axis.</param>
    /// <exception cref="ArgumentException">A place lies beyond those that it knows.</exception>
    public static Tensor AtPlaces(this Inputs inputs, string name, int axis, IReadOnlyList<long> places) =>
        AtPlaces(inputs[name], name, axis, places);

    /// <inheritdoc cref="AtPlaces(Inputs, string, int, IReadOnlyList{long})" />
    /// <param name="table">The parameter, or some of it.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="axis">Its axis of places.</param>
    /// <param name="places">The places of the call along that axis.</param>
    public static Tensor AtPlaces(this Tensor table, string name, int axis, IReadOnlyList<long> places)
    {
        var known = table.shape[axis];
        if (places.Count > 0 && (places[^1] >= known || places[0] < 0))
            throw new ArgumentException($"'{name}' has numbers for {known} places, and the text goes from place {places[0]} to "
                + $"{places[^1]}: give 'tokens' as many as the longest text has.", name);
        return table.index_select(axis, Places.Of(places));
    }
}
