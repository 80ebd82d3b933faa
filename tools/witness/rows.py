"""How a row of scores becomes a row of weights. A masked score is None; a row without keys gives zeros."""

from math import exp, inf


def softmax(row, sink=None):
    """exp(s_j) over their sum; a sink adds one logit to the denominator only (0 for softmax-one)."""
    top = max([s for s in row if s is not None] + ([] if sink is None else [sink]), default=0.0)
    raised = [0.0 if s is None else exp(s - top) for s in row]
    total = sum(raised) + (0.0 if sink is None else exp(sink - top))
    return [r / total if total > 0 else 0.0 for r in raised]


def sparsemax(row):
    """Projection on the simplex: [s - tau]_+, with 1 + k s_(k) > sum of the k largest (arXiv:1602.02068, alg. 1)."""
    ordered = sorted((s for s in row if s is not None), reverse=True)
    running, tau = 0.0, inf
    for count, s in enumerate(ordered, 1):
        running += s
        if 1 + count * s > running:
            tau = (running - 1) / count
    return [0.0 if s is None else max(s - tau, 0.0) for s in row]


def sigmoid(row, bias):
    """1 / (1 + exp(-(s + b))), each key by itself."""
    return [0.0 if s is None else 1 / (1 + exp(-(s + bias))) for s in row]


def top_k(row, k):
    """Softmax over the k largest scores of the row."""
    kept = sorted((j for j, s in enumerate(row) if s is not None), key=lambda j: -row[j])[:k]
    return softmax([s if j in kept else None for j, s in enumerate(row)])
