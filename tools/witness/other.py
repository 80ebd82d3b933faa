"""What is neither a comparison of pairs nor a memory of products."""

from math import exp, sqrt, tanh

from pairwise import dot
from rows import softmax


def slstm(x, o):
    """c = s(f) c + e^i tanh(z), n = s(f) n + e^i, h = s(o) c / n; z, i, o are v, k, q, and R h of the token before is added to each."""
    def sigmoid(a):
        return 1 / (1 + exp(-a))
    batches = []
    for b, (q, k, v) in enumerate(zip(x["q"], x["k"], x["v"])):
        out = []
        for head in range(len(q)):
            width = len(q[head][0])
            c, n, h, rows = [0.0] * width, [0.0] * width, [0.0] * width, []
            for t in range(len(q[head])):
                z, i, f, gate = ([a + dot(row, h) for a, row in zip(given, matrix)] for given, matrix in
                                 zip((v[head][t], k[head][t], x["f"][b][head][t], q[head][t]), x["r"][head]))
                c = [sigmoid(f[a]) * c[a] + exp(i[a]) * tanh(z[a]) for a in range(width)]
                n = [sigmoid(f[a]) * n[a] + exp(i[a]) for a in range(width)]
                h = [sigmoid(gate[a]) * c[a] / n[a] for a in range(width)]
                rows.append(h)
            out.append(rows)
        batches.append(out)
    return batches


def synthesizer_factorised(x, o):
    """softmax over j <= i of a_i . b_j, times v."""
    a, b = x["a"], x["b"]
    return [[[[sum(w * v[h][j][c] for j, w in enumerate(softmax([dot(a[h][i], b[h][j]) for j in range(i + 1)])))
               for c in range(len(v[h][0]))] for i in range(len(v[h]))] for h in range(len(v))] for v in x["v"]]


def fastformer(x, o):
    """q- = sum softmax(w_q . q / sqrt d) q, p = q- * k, k- = sum softmax(w_k . p / sqrt d) p, output = k- * v."""
    def summed(rows, direction):
        weights = softmax([dot(row, direction) / sqrt(len(row)) for row in rows])
        return [sum(w * row[c] for w, row in zip(weights, rows)) for c in range(len(rows[0]))]
    batches = []
    for q, k, v in zip(x["q"], x["k"], x["v"]):
        out = []
        for h in range(len(q)):
            query = summed(q[h], x["w_q"][h])
            met = [[a * b for a, b in zip(query, key)] for key in k[h]]
            key = summed(met, x["w_k"][h])
            out.append([[a * b for a, b in zip(key, value)] for value in v[h]])
        batches.append(out)
    return batches
