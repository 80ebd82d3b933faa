using TorchSharp.Modules;

namespace Heed;

/// <summary>Draws the weights of an untrained layer, one after the other.</summary>
public abstract class Initializer
{
    /// <summary>A linear map with biases 0.</summary>
    /// <param name="from">Width of its inputs.</param>
    /// <param name="to">Width of its outputs.</param>
    public abstract Linear Linear(long from, long to);

    /// <summary>The map that gives queries, keys and values, when they come from one text.</summary>
    /// <param name="mechanism">What reads them.</param>
    /// <param name="sizes">The sizes of a head.</param>
    /// <param name="from">Width of its inputs.</param>
    /// <param name="to">Width of its outputs.</param>
    public virtual Linear Projection(Mechanism mechanism, Sizes sizes, long from, long to) => Linear(from, to);

    /// <summary>Numbers that are learned, normal at first.</summary>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="shape">Their shape.</param>
    public abstract Parameter Random(double deviation, params long[] shape);

    /// <summary>Random features: blocks of orthogonal rows, each as long as a Gaussian vector would be. Not learned.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">How wide.</param>
    public abstract Parameter Features(long rows, long width);

    /// <summary>Numbers that are learned, all the same at first.</summary>
    /// <param name="value">The number.</param>
    /// <param name="shape">Their shape.</param>
    public static Parameter Constant(double value, params long[] shape) => Kept(torch.full(shape, value, dtype: torch.float32));

    /// <summary>Numbers that start as given.</summary>
    /// <param name="start">The numbers; copied.</param>
    /// <param name="learned">Whether they are learned.</param>
    public static Parameter Kept(Tensor start, bool learned = true) => new(start.clone().DetachFromDisposeScope(), learned);

    /// <summary>A parameter as its mechanism wants it to start.</summary>
    /// <param name="role">Its declaration.</param>
    /// <param name="shape">Its shape.</param>
    public virtual Parameter Parameter(Role role, params long[] shape) => role.Start switch
    {
        _ when role.StartAt is { } at => Placed(at, shape),
        RoleStart.Zero => Constant(0, shape),
        RoleStart.One => Constant(1, shape),
        RoleStart.Identity => Kept(torch.eye(shape[0])),
        RoleStart.Orthogonal => Features(shape[0], shape[1]),
        RoleStart.Gaussian => Unlearned(Random(1, shape)),
        _ => Random(1 / Math.Sqrt(shape[^1]), shape),
    };

    private static Parameter Unlearned(Parameter drawn)
    {
        using (drawn) return Kept(drawn.detach(), learned: false);
    }

    private static Parameter Placed(Func<long[], long[], double> at, long[] shape)
    {
        var numbers = new float[shape.Aggregate(1L, (a, b) => a * b)];
        var place = new long[shape.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)at(place, shape);
            for (var axis = shape.Length - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--) place[axis] = 0;
        }

        using var start = torch.tensor(numbers, shape);
        return Kept(start);
    }
}
