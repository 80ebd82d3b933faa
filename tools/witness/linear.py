"""Linear attention and recurrences: a state S [Dk][Dv] for each head, read after the write at the same token."""

from math import cos, exp, sin, sqrt

from pairwise import dot, visible


def kernel(x, o, similarity, normalised=True, eps=0.0):
    """output_i = sum_j sim(q_i, k_j) v_j / (sum_j sim(q_i, k_j) + eps), with the sum left out when not normalised."""
    keep, batches = x.get("key_mask"), []
    for b, (q, k, v) in enumerate(zip(x["q"], x["k"], x["v"])):
        n, m, out = len(q[0]), len(k[0]), []
        for h in range(len(q)):
            rows = []
            for i in range(n):
                seen = [j for j in range(m) if visible(i, j, n, m, o) and (keep is None or keep[b][j])]
                weights = [similarity(q[h][i], k[h][j]) for j in seen]
                total = sum(weights) + eps if normalised else 1.0
                rows.append([sum(w * v[h][j][c] for w, j in zip(weights, seen)) / total if seen and total else 0.0
                             for c in range(len(v[h][0]))])
            out.append(rows)
        batches.append(out)
    return batches


def linear_elu(x, o):
    """phi(q) . phi(k), phi = elu + 1."""
    def phi(row):
        return [a + 1 if a > 0 else exp(a) for a in row]
    return kernel(x, o, lambda a, b: dot(phi(a), phi(b)))


def based(x, o):
    """1 + s + s^2 / 2, the start of exp(s)."""
    scale, eps = o.get("scale", 1 / sqrt(len(x["q"][0][0][0]))), o.get("eps", 1e-6)
    def similarity(a, b):
        s = scale * dot(a, b)
        return 1 + s + s * s / 2
    return kernel(x, o, similarity, o.get("normalize", True), eps)


def performer(x, o):
    """phi(x) = exp(omega x - |x|^2 / 2) / sqrt(r), x scaled by D^(-1/4)."""
    omega = x["omega"]
    def phi(row):
        z = [a * len(row) ** -0.25 for a in row]
        return [exp(dot(w, z) - dot(z, z) / 2) / sqrt(len(omega)) for w in omega]
    return kernel(x, o, lambda a, b: dot(phi(a), phi(b)))


def recur(x, o, step):
    """For each token: S = step(S, k_t, v_t, b, h, t), then output_t = scale * q_t^T S."""
    scale = o.get("scale", 1 / sqrt(len(x["q"][0][0][0])))
    if not o.get("causal", True):
        raise ValueError("a recurrence is causal")
    start, batches = x.get("initial_state"), []
    for b, (q, k, v) in enumerate(zip(x["q"], x["k"], x["v"])):
        out = []
        for h in range(len(q)):
            width, depth = len(k[h][0]), len(v[h][0])
            s = [list(row) for row in start[b][h]] if start else [[0.0] * depth for _ in range(width)]
            rows = []
            for t in range(len(q[h])):
                s = step(s, k[h][t], v[h][t], b, h, t)
                rows.append([scale * sum(q[h][t][a] * s[a][c] for a in range(width)) for c in range(depth)])
            out.append(rows)
        batches.append(out)
    return batches


def write(s, k, v):
    """S + k v^T."""
    return [[s[a][c] + k[a] * v[c] for c in range(len(v))] for a in range(len(k))]


def fade(s, factors):
    """diag(factors) S."""
    return [[f * cell for cell in row] for f, row in zip(factors, s)]


def correct(s, k, v, beta):
    """S + beta k (v - S^T k)^T = (I - beta k k^T) S + beta k v^T."""
    read = [sum(k[a] * s[a][c] for a in range(len(k))) for c in range(len(v))]
    return write(s, k, [beta * (want - had) for want, had in zip(v, read)])


def linear_unnormalized(x, o):
    return recur(x, o, lambda s, k, v, b, h, t: write(s, k, v))


def retention(x, o):
    """S = gamma_h S + k v^T, gamma_h = 1 - 2^(-5-h)."""
    return recur(x, o, lambda s, k, v, b, h, t: write(fade(s, [1 - 2.0 ** (-5 - h)] * len(k)), k, v))


def gla(x, o):
    decay = x["log_decay"]
    return recur(x, o, lambda s, k, v, b, h, t: write(fade(s, [exp(g) for g in decay[b][h][t]]), k, v))


def simple_gla(x, o):
    decay = x["log_decay"]
    return recur(x, o, lambda s, k, v, b, h, t: write(fade(s, [exp(decay[b][h][t])] * len(k)), k, v))


def delta_net(x, o):
    beta = x["beta"]
    return recur(x, o, lambda s, k, v, b, h, t: correct(s, k, v, beta[b][h][t]))


def gated_delta_net(x, o):
    """S = a (I - beta k k^T) S + beta k v^T: the old state fades before it is corrected."""
    decay, beta = x["log_decay"], x["beta"]
    return recur(x, o, lambda s, k, v, b, h, t: correct(fade(s, [exp(decay[b][h][t])] * len(k)), k, v, beta[b][h][t]))


def feedback_delta(x, o):
    """S + beta k (v - S^T p)^T."""
    beta, p = x["beta"], x["p"]
    def step(s, k, v, b, h, t):
        asked = p[b][h][t]
        read = [sum(asked[a] * s[a][c] for a in range(len(k))) for c in range(len(v))]
        return write(s, k, [beta[b][h][t] * (want - had) for want, had in zip(v, read)])
    return recur(x, o, step)


def two_gate_delta(x, o):
    """S + k (w * v - S^T (b * k))^T."""
    erase, let = x["erase"], x["let"]
    def step(s, k, v, b, h, t):
        asked = [e * a for e, a in zip(erase[b][h][t], k)]
        read = [sum(asked[a] * s[a][c] for a in range(len(k))) for c in range(len(v))]
        return write(s, k, [w * want - had for w, want, had in zip(let[b][h][t], v, read)])
    return recur(x, o, step)


def dpfp(x, o):
    """phi(x) = r * (r shifted by one on a ring), r = what is positive in [x, -x]."""
    def phi(row):
        r = [max(a, 0.0) for a in row] + [max(-a, 0.0) for a in row]
        return [r[a] * r[a - 1] for a in range(len(r))]
    return kernel(x, o, lambda a, b: dot(phi(a), phi(b)))


def gated_rfa(x, o):
    """S = g S + (1 - g) phi(k) v^T, z = g z + (1 - g) phi(k), output = S^T phi(q) / z . phi(q)."""
    omega, gate, batches = x["omega"], x["log_decay"], []
    count = len(omega[0])
    def phi(row):
        waves = [sum(a * line[r] for a, line in zip(row, omega)) for r in range(count)]
        return [cos(w) / sqrt(count) for w in waves] + [sin(w) / sqrt(count) for w in waves]
    for b, (q, k, v) in enumerate(zip(x["q"], x["k"], x["v"])):
        out = []
        for h in range(len(q)):
            s, z, rows = [[0.0] * len(v[h][0]) for _ in range(2 * count)], [0.0] * (2 * count), []
            for t in range(len(q[h])):
                g, key, ask = exp(gate[b][h][t]), phi(k[h][t]), phi(q[h][t])
                s = [[g * cell + (1 - g) * key[a] * v[h][t][c] for c, cell in enumerate(row)] for a, row in enumerate(s)]
                z = [g * old + (1 - g) * new for old, new in zip(z, key)]
                rows.append([sum(ask[a] * s[a][c] for a in range(2 * count)) / dot(z, ask) for c in range(len(v[h][0]))])
            out.append(rows)
        batches.append(out)
    return batches


def rwkv5(x, o):
    """output = q^T (S + diag(u) k v^T), then S = diag(w) S + k v^T, w the same for all tokens."""
    decay, bonus, batches = x["log_decay"], x["u"], []
    for q, k, v in zip(x["q"], x["k"], x["v"]):
        out = []
        for h in range(len(q)):
            s, rows = [[0.0] * len(v[h][0]) for _ in k[h][0]], []
            for t in range(len(q[h])):
                now = write(s, [u * a for u, a in zip(bonus[h], k[h][t])], v[h][t])
                rows.append([sum(q[h][t][a] * now[a][c] for a in range(len(now))) for c in range(len(v[h][0]))])
                s = write(fade(s, [exp(g) for g in decay[h]]), k[h][t], v[h][t])
            out.append(rows)
        batches.append(out)
    return batches
