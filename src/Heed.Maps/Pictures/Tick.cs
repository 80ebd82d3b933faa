namespace Heed.Maps;

/// <summary>A number on the colour bar.</summary>
/// <param name="At">Its place, 0 at the low end and 1 at the high end.</param>
/// <param name="Text">The number as printed.</param>
public readonly record struct Tick(double At, string Text);
