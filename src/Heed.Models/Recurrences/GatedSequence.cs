namespace Heed.Models.Recurrences;

/// <summary>
/// A whole sequence of gated units with a backward pass of its own: what can be computed for all steps at once is, so that a step
/// back has two products and few passes, and the gradients of the weights come from one product in all.
/// </summary>
internal sealed class GatedSequence : torch.autograd.SingleTensorFunction<GatedSequence>
{
    private const string After = "after";

    /// <inheritdoc />
    public override string Name => nameof(GatedSequence);

    /// <summary>r, z = σ(x + U h); n = tanh(xₙ + Uₙ(r∘h)); h = (1 − z)∘n + z∘h.</summary>
    /// <param name="given">What the inputs say to r, z and n, (T, B, 3W).</param>
    /// <param name="start">The state before the first step, (B, W).</param>
    /// <param name="weights">U, (3W, W).</param>
    /// <returns>The states after each step, (T, B, W).</returns>
    public static Tensor ResetBefore(Tensor given, Tensor start, Tensor weights) => apply(given, start, weights);

    /// <summary>The same with n = tanh(xₙ + r∘(Uₙh + a)).</summary>
    /// <param name="given">What the inputs say to r, z and n, (T, B, 3W).</param>
    /// <param name="start">The state before the first step, (B, W).</param>
    /// <param name="weights">U, (3W, W).</param>
    /// <param name="added">a, (B, W).</param>
    /// <returns>The states after each step, (T, B, W).</returns>
    public static Tensor ResetAfter(Tensor given, Tensor start, Tensor weights, Tensor added) => apply(given, start, weights, added);

    /// <inheritdoc />
    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        using var scope = torch.NewDisposeScope();
        var (given, start, weights) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        var added = vars.Length > 3 ? (Tensor)vars[3] : null;
        var width = start.shape[1];
        var (all, two, one) = (weights.t(), weights.narrow(0, 0, 2 * width).t(), weights.narrow(0, 2 * width, width).t());
        var (states, gates, candidates, inner) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        var h = start;
        foreach (var x in given.unbind(0))
        {
            var (forGates, forCandidate) = (x.narrow(1, 0, 2 * width), x.narrow(1, 2 * width, width));
            var mixed = added is null ? null : h.mm(all);                                  // (B, 3W)
            var gate = (mixed is null ? forGates.addmm(h, two, 1, 1) : forGates + mixed.narrow(1, 0, 2 * width)).sigmoid_();
            var (r, z) = (gate.narrow(1, 0, width), gate.narrow(1, width, width));
            var seen = mixed is null ? r * h : mixed.narrow(1, 2 * width, width) + added!;   // r∘h, or Uₙh + a
            var n = (mixed is null ? forCandidate.addmm(seen, one, 1, 1) : forCandidate.addcmul(r, seen, 1)).tanh_();
            h = n.lerp(h, z);
            states.Add(h);
            gates.Add(gate);
            candidates.Add(n);
            inner.Add(seen);
        }

        // What is saved is taken up only when this has returned, so it must outlive the scope.
        var kept = new[] { states, gates, candidates, inner }.Select(steps => torch.stack(steps).MoveToOuterDisposeScope()).ToArray();
        ctx.save_data(After, added is not null);
        ctx.save_for_backward([start, weights, .. kept]);
        return kept[0];
    }

    /// <inheritdoc />
    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (start, weights, states, gates, n, inner) = (saved[0], saved[1], saved[2], saved[3], saved[4], saved[5]);
        var after = (bool)ctx.get_data(After);
        var (steps, width) = (states.shape[0], start.shape[1]);
        var before = steps == 1 ? start.unsqueeze(0) : torch.cat([start.unsqueeze(0), states.narrow(0, 0, steps - 1)], 0);    // (T, B, W)
        var (r, z) = (gates.narrow(2, 0, width), gates.narrow(2, width, width));
        var toN = ((1 - z) * (1 - n.square())).unbind(0);                                  // from dh to what went into tanh
        var toZ = ((before - n) * z * (1 - z)).unbind(0);                                  // from dh to what went into z
        var toR = ((after ? inner : before) * r * (1 - r)).unbind(0);                      // from the reset product to what went into r
        var (rs, zs, grads) = (r.unbind(0), z.unbind(0), grad_output.unbind(0));
        var (two, one) = (weights.narrow(0, 0, 2 * width), weights.narrow(0, 2 * width, width));
        var (intoGates, intoN, intoKept) = (new Tensor[steps], new Tensor[steps], new Tensor[steps]);
        Tensor? dh = null;
        for (var t = (int)steps - 1; t >= 0; t--)
        {
            dh = dh is null ? grads[t] : dh.add_(grads[t]);
            intoN[t] = dh * toN[t];
            if (after)
            {
                intoKept[t] = torch.cat([intoN[t] * toR[t], dh * toZ[t], intoN[t] * rs[t]], 1);
                dh = (dh * zs[t]).addmm_(intoKept[t], weights, 1, 1);
            }
            else
            {
                var reset = intoN[t].mm(one);                                              // (B, W), from r∘h
                intoGates[t] = torch.cat([reset * toR[t], dh * toZ[t]], 1);
                dh = (dh * zs[t]).addcmul_(reset, rs[t], 1).addmm_(intoGates[t], two, 1, 1);
            }
        }

        var candidates = torch.stack(intoN);
        if (!after)
        {
            var both = torch.stack(intoGates);
            var ofWeights = torch.cat([Products(both, before), Products(candidates, inner)], 0);
            return Moved(torch.cat([both, candidates], 2), dh!, ofWeights);
        }

        var kept = torch.stack(intoKept);                                                  // (T, B, 3W)
        return Moved(torch.cat([kept.narrow(2, 0, 2 * width), candidates], 2), dh!, Products(kept, before),
            kept.narrow(2, 2 * width, width).sum(0L));
    }

    /// <summary>Σ over steps and rows of a ⊗ b.</summary>
    private static Tensor Products(Tensor a, Tensor b) => a.flatten(0, 1).t().mm(b.flatten(0, 1));

    private static List<Tensor> Moved(params Tensor[] gradients) => [.. gradients.Select(g => g.MoveToOuterDisposeScope())];
}
