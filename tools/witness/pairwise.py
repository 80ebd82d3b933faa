"""Mechanisms that weigh every visible key by a score: q, k, v are nested lists [B][H][N][D]; the result is [B][H][N][Dv]."""

from math import cos, log, sin, sqrt, tanh

from rows import sigmoid, softmax, sparsemax, top_k


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def visible(i, j, n, m, o):
    """Bottom-right aligned: the last query sees every key; a window of w keeps w keys, the query's own included; of several masks one suffices."""
    here, window, stride = i + m - n, o.get("window"), o.get("stride", 1)
    if "or" in o and not any(visible(i, j, n, m, part) for part in o["or"]):
        return False
    if (here - j) % stride or here // o.get("block", m) != j // o.get("block", m):
        return False
    if o.get("causal", False) and j > here:
        return False
    return window is None or here - window < j


def attend(x, o, score=None, bias=None, weigh=lambda row, h: softmax(row)):
    """output_i = sum_j weigh(score(q_i, k_j) + bias(h, i, j))_j v_j, head i of H reading KV head floor(i G / H)."""
    scale = o.get("scale", 1 / sqrt(len(x["q"][0][0][0])))
    score = score or (lambda a, b: scale * dot(a, b))
    batches = []
    for q, k, v in zip(x["q"], x["k"], x["v"]):
        heads, groups, n, m = len(q), len(k), len(q[0]), len(k[0])
        out = []
        for h in range(heads):
            g = h * groups // heads
            rows = []
            for i in range(n):
                row = [score(q[h][i], k[g][j]) + (bias(h, i + m - n, j, heads) if bias else 0.0)
                       if visible(i, j, n, m, o) else None for j in range(m)]
                weights = weigh(row, h)
                rows.append([sum(w * v[g][j][c] for j, w in enumerate(weights)) for c in range(len(v[g][0]))])
            out.append(rows)
        batches.append(out)
    return batches


def luong_dot(x, o):
    scale = o.get("scale", 1.0)
    return attend(x, o, score=lambda a, b: scale * dot(a, b))


def additive(x, o):
    """v_a . tanh(w_q q + w_k k)."""
    def score(a, b):
        return sum(va * tanh(dot(wq, a) + dot(wk, b)) for va, wq, wk in zip(x["v_a"], x["w_q"], x["w_k"]))
    return attend(x, o, score)


def bilinear(x, o):
    """q^T w_a k."""
    return attend(x, o, lambda a, b: sum(a[r] * dot(row, b) for r, row in enumerate(x["w_a"])))


def l2_distance(x, o):
    """-|q - k|^2, scaled as a dot product would be."""
    scale = o.get("scale", 1 / sqrt(len(x["q"][0][0][0])))
    return attend(x, o, lambda a, b: -scale * sum((p - r) ** 2 for p, r in zip(a, b)))


def cosine(x, o):
    """scale * cos(q, k); a length below 1e-12 counts as 1e-12."""
    scale = o["scale"]
    def score(a, b):
        return scale * dot(a, b) / (max(sqrt(dot(a, a)), 1e-12) * max(sqrt(dot(b, b)), 1e-12))
    return attend(x, o, score)


def slope(h, heads):
    """2^(-8(h+1)/P) for the first P = largest power of two <= H heads, then every other slope of 2P heads."""
    power = 1
    while 2 * power <= heads:
        power *= 2
    if h < power:
        return 2 ** (-8 * (h + 1) / power)
    return 2 ** (-8 * (2 * (h - power) + 1) / (2 * power))


def alibi(x, o):
    return attend(x, o, bias=lambda h, i, j, heads: -slope(h, heads) * abs(i - j))


def rotate(row, position, base, pairing):
    """Turns each pair of features by position * base^(-2a/D)."""
    width, out = len(row), list(row)
    for a in range(width // 2):
        left, right = (a, a + width // 2) if pairing == "halves" else (2 * a, 2 * a + 1)
        angle = position * base ** (-2 * a / width)
        out[left] = row[left] * cos(angle) - row[right] * sin(angle)
        out[right] = row[left] * sin(angle) + row[right] * cos(angle)
    return out


def rope(x, o):
    base, pairing = o.get("base", 10000.0), o.get("pairing", "halves")
    late = len(x["k"][0][0]) - len(x["q"][0][0])
    def turned(tensor, start):
        return [[[rotate(row, start + i, base, pairing) for i, row in enumerate(head)] for head in b] for b in tensor]
    return attend({"q": turned(x["q"], late), "k": turned(x["k"], 0), "v": x["v"]}, o)


def soft_cap(x, o):
    cap, scale = o["softcap"], o.get("scale", 1 / sqrt(len(x["q"][0][0][0])))
    return attend(x, o, score=lambda a, b: cap * tanh(scale * dot(a, b) / cap))


def sparse(x, o):
    return attend(x, o, weigh=lambda row, h: sparsemax(row))


def softmax_one(x, o):
    return attend(x, o, weigh=lambda row, h: softmax(row, 0.0))


def learned_sink(x, o):
    sink = x["sink"]
    return attend(x, o, weigh=lambda row, h: softmax(row, sink[h]))


def sigmoid_weights(x, o):
    bias = o.get("bias", -log(len(x["k"][0][0])))
    return attend(x, o, weigh=lambda row, h: sigmoid(row, bias))


def largest(x, o):
    k = o["k"]
    return attend(x, o, weigh=lambda row, h: top_k(row, k))


def talking_heads(x, o):
    """w_post . softmax(w_pre . S) over heads; the mask comes after the first mix."""
    before, after = x["w_pre"], x["w_post"]
    root, batches = sqrt(len(x["q"][0][0][0])), []
    for q, k, v in zip(x["q"], x["k"], x["v"]):
        heads, n, m = range(len(q)), len(q[0]), len(k[0])
        out = [[] for _ in heads]
        for i in range(n):
            s = [[dot(q[h][i], k[h][j]) / root for j in range(m)] for h in heads]
            a = [softmax([sum(before[h][g] * s[g][j] for g in heads) if visible(i, j, n, m, o) else None
                          for j in range(m)]) for h in heads]
            for h in heads:
                mixed = [sum(after[h][g] * a[g][j] for g in heads) for j in range(m)]
                out[h].append([sum(mixed[j] * v[h][j][c] for j in range(m)) for c in range(len(v[h][0]))])
        batches.append(out)
    return batches


def uniform(x, o):
    return [[[[sum(row[c] for row in v) / len(v) for c in range(len(v[0]))] for _ in q]
             for q, v in zip(*heads)] for heads in zip(x["q"], x["v"])]


def identity(x, o):
    return x["v"]
