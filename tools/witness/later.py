"""More mechanisms that weigh every visible key by a score, each by loops of its own: q, k, v are nested lists [B][H][N][D]."""

from math import cos, exp, floor, log, sin, sqrt

from rows import softmax


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def over(x, score, sees=lambda i, j, n: True, weigh=lambda row: softmax(row)):
    """output[b][h][i] = sum_j weigh(score(b, h, i, j))_j v[b][h][j]; None stands for a key that is not seen."""
    out = []
    for b, heads in enumerate(x["q"]):
        out.append([])
        for h, queries in enumerate(heads):
            values, rows = x["v"][b][h], []
            for i in range(len(queries)):
                weights = weigh([score(b, h, i, j) if sees(i, j, len(queries)) else None for j in range(len(values))])
                rows.append([sum(w * value[c] for w, value in zip(weights, values)) for c in range(len(values[0]))])
            out[-1].append(rows)
    return out


def product(x):
    root = sqrt(len(x["q"][0][0][0]))
    return lambda b, h, i, j: dot(x["q"][b][h][i], x["k"][b][h][j]) / root


def earlier(i, j, n):
    return j <= i


def kerple_power(x, o):
    """s - r1 |i - j|^r2, causal."""
    s = product(x)
    return over(x, lambda b, h, i, j: s(b, h, i, j) - (x["r1"][h] * (i - j) ** x["r2"][h] if i > j else 0.0), earlier)


def entmax(x, o):
    """[(a - 1) s - t]_+^(1 / (a - 1)); t by the rule of false position's slow and certain brother."""
    a = o["alpha"]

    def weigh(row):
        z = [(a - 1) * s for s in row]
        low, high = min(z) - 1.0, max(z)
        for _ in range(200):
            t = (low + high) / 2
            if sum(max(one - t, 0.0) ** (1 / (a - 1)) for one in z) > 1:
                low = t
            else:
                high = t
        return [max(one - low, 0.0) ** (1 / (a - 1)) for one in z]

    return over(x, product(x), weigh=weigh)


def squared_relu(x, o):
    return over(x, product(x), weigh=lambda row: [max(s, 0.0) ** 2 / len(row) for s in row])


def clipped_softmax(x, o):
    gamma, zeta = o["gamma"], o["zeta"]
    return over(x, product(x), weigh=lambda row: [min(1.0, max(0.0, (zeta - gamma) * p + gamma)) for p in softmax(row)])


def gumbel_softmax(x, o):
    """Noise by SplitMix64's finaliser of the seed, the head and both places."""
    whole = (1 << 64) - 1

    def noise(h, i, j):
        bits = o["seed"]
        for number in (h, i, j):
            bits = ((bits ^ number) + 0x9E3779B97F4A7C15) & whole
            bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & whole
            bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & whole
            bits ^= bits >> 31
        return -log(-log(((bits >> 11) + 0.5) / 2.0 ** 53))

    s = product(x)
    return over(x, lambda b, h, i, j: (s(b, h, i, j) + noise(h, i, j)) / o["temperature"])


def log_sparse(x, o):
    return over(x, product(x), lambda i, j, n: i - j in (0, 1, 2, 4, 8, 16, 32, 64))


def head_gate(x, o):
    read = over(x, product(x))
    return [[[[number / (1 + exp(-x["gate"][b][h][i])) for number in row] for i, row in enumerate(rows)]
             for h, rows in enumerate(heads)] for b, heads in enumerate(read)]


def persistent_memory(x, o):
    more = {name: [[x[m][h] + rows for h, rows in enumerate(heads)] for heads in x[name]] for name, m in (("k", "m_k"), ("v", "m_v"))}
    y = {**x, **more}
    return over(y, product(y))


def trilinear(x, o):
    w, d = x["w"], len(x["q"][0][0][0])

    def score(b, h, i, j):
        q, k = x["q"][b][h][i], x["k"][b][h][j]
        return sum(w[c] * q[c] + w[d + c] * k[c] + w[2 * d + c] * q[c] * k[c] for c in range(d))

    return over(x, score)


def disentangled(x, o):
    reach, d = len(x["rel_k"][0]) // 2, len(x["q"][0][0][0])

    def at(far):
        return 0 if far <= -reach else 2 * reach - 1 if far >= reach else far + reach

    def score(b, h, i, j):
        q, k = x["q"][b][h][i], x["k"][b][h][j]
        return (dot(q, k) + dot(q, x["rel_k"][h][at(i - j)]) + dot(k, x["rel_q"][h][at(j - i)])) / sqrt(3 * d)

    return over(x, score)


def skewed_relative(x, o):
    """The skewing of the paper: a column of zeros before the products with e_(L-1) ... e_0, read again in rows of another length."""
    root, out = sqrt(len(x["q"][0][0][0])), {}
    for b, heads in enumerate(x["q"]):
        for h, queries in enumerate(heads):
            n = len(queries)
            padded = [0.0 if c == 0 else dot(q, x["e_r"][h][n - c]) for q in queries for c in range(n + 1)]
            out[b, h] = [padded[n + n * i:n + n * (i + 1)] for i in range(n)]
    return over(x, lambda b, h, i, j: (dot(x["q"][b][h][i], x["k"][b][h][j]) + out[b, h][i][j]) / root, earlier)


def turned(x, place):
    half, out = len(x) // 2, list(x)
    for a in range(half):
        angle = place * 10000.0 ** (-2 * a / len(x))
        out[a] = x[a] * cos(angle) - x[a + half] * sin(angle)
        out[a + half] = x[a] * sin(angle) + x[a + half] * cos(angle)
    return out


def self_extend(x, o):
    g, w, root = o["group"], o["window"], sqrt(len(x["q"][0][0][0]))

    def score(b, h, i, j):
        p, s = (i, j) if i - j < w else (floor(i / g) + w - floor(w / g), floor(j / g))
        return dot(turned(x["q"][b][h][i], p), turned(x["k"][b][h][j], s)) / root

    return over(x, score)


def prob_sparse(x, o):
    s, n = product(x), len(x["q"][0][0])
    chosen = {}
    for b, heads in enumerate(x["q"]):
        for h in range(len(heads)):
            rows = [[s(b, h, i, j) for j in range(n)] for i in range(n)]
            order = sorted(range(n), key=lambda i: sum(rows[i]) / n - max(rows[i]))
            chosen[b, h] = order[:o["queries"]]
    # equal scores share alike: their mean
    return over(x, lambda b, h, i, j: s(b, h, i, j) if i in chosen[b, h] else 0.0)


def multi_token(x, o):
    s, theta = product(x), x["theta"]

    def score(b, h, i, j):
        total, taps = 0.0, len(theta[h][0])
        for a in range(len(theta[h])):
            for t in range(taps):
                query, key = i - a, j - (t - taps // 2)
                if query >= 0 and 0 <= key <= i:
                    total += theta[h][a][t] * s(b, h, query, key)
        return total

    return over(x, score, earlier)


def dynamic_position_bias(x, o):
    def layer(numbers, n):
        raw = [dot(w, numbers) + b for w, b in zip(x[f"w{n}"], x[f"b{n}"])]
        mean = sum(raw) / len(raw)
        size = sqrt(sum((r - mean) ** 2 for r in raw) / len(raw) + 1e-5)
        return [max(0.0, (r - mean) / size * g + s) for r, g, s in zip(raw, x[f"gain{n}"], x[f"shift{n}"])]

    s = product(x)
    return over(x, lambda b, h, i, j: s(b, h, i, j) + dot(x["w3"][h], layer(layer([i - j], 1), 2)) + x["b3"][h])
