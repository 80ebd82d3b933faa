"""Nyström attention (arXiv:2102.03902): softmax(Q Kl^T) pinv(softmax(Ql Kl^T)) softmax(Ql K^T) V."""

from pairwise import dot
from rows import softmax


def times(a, b):
    return [[sum(row[r] * b[r][c] for r in range(len(b))) for c in range(len(b[0]))] for row in a]


def means(rows, landmarks):
    """One landmark for each run of N / landmarks consecutive rows."""
    run = len(rows) // landmarks
    return [[sum(rows[l * run + r][c] for r in range(run)) / run for c in range(len(rows[0]))] for l in range(landmarks)]


def closeness(a, b):
    return [softmax([dot(x, y) for y in b]) for x in a]


def iterate(kernel, largest, iterations):
    """Z = Z (13 I - KZ (15 I - KZ (7 I - KZ))) / 4, from Z = K^T / largest."""
    size = range(len(kernel))
    def less(diagonal, a):
        return [[(diagonal if r == c else 0.0) - a[r][c] for c in size] for r in size]
    z = [[kernel[c][r] / largest for c in size] for r in size]
    for _ in range(iterations):
        kz = times(kernel, z)
        z = times([[cell / 4 for cell in row] for row in z], less(13, times(kz, less(15, times(kz, less(7, kz))))))
    return z


def inverse(a):
    """Gauss-Jordan with partial pivoting: the pseudo-inverse of a matrix of full rank."""
    size = len(a)
    rows = [list(row) + [1.0 if r == c else 0.0 for c in range(size)] for r, row in enumerate(a)]
    for p in range(size):
        best = max(range(p, size), key=lambda r: abs(rows[r][p]))
        rows[p], rows[best] = rows[best], rows[p]
        rows[p] = [cell / rows[p][p] for cell in rows[p]]
        for r in range(size):
            if r != p:
                rows[r] = [cell - rows[r][p] * pivot for cell, pivot in zip(rows[r], rows[p])]
    return [row[size:] for row in rows]


def nystrom(x, o):
    """The largest column sum is taken over the whole batch and all heads, as in the authors' code."""
    if o.get("causal", False):
        raise ValueError("landmarks are means over the whole sequence, so there is no causal form")
    landmarks, iterations, pinv = o["landmarks"], o.get("iterations", 6), o.get("pinv", "iterative")
    root = len(x["q"][0][0][0]) ** -0.25
    def scaled(tensor):
        return [[[[root * a for a in row] for row in head] for head in b] for b in tensor]
    q, k = scaled(x["q"]), scaled(x["k"])
    heads = [(b, h) for b in range(len(q)) for h in range(len(q[0]))]
    middle = {(b, h): closeness(means(q[b][h], landmarks), means(k[b][h], landmarks)) for b, h in heads}
    largest = max(sum(row[c] for row in middle[at]) for at in heads for c in range(landmarks))
    out = [[None] * len(q[0]) for _ in q]
    for b, h in heads:
        z = inverse(middle[b, h]) if pinv == "exact" else iterate(middle[b, h], largest, iterations)
        left = closeness(q[b][h], means(k[b][h], landmarks))
        right = closeness(means(q[b][h], landmarks), k[b][h])
        out[b][h] = times(times(left, z), times(right, x["v"][b][h]))
    return out
