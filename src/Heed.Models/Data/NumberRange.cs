namespace Heed.Models.Data;

/// <summary>The numbers that can be written in words.</summary>
internal static class NumberRange
{
    public const int Largest = 999_999_999;

    public static void Check(int number)
    {
        if (number is < 0 or > Largest)
            throw new ArgumentOutOfRangeException(nameof(number), number, $"Numbers in words go from 0 to {Largest}.");
    }
}
