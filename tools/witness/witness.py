"""Numbers for the mechanisms by plain float64 loops, written from the papers and sharing nothing with the library.

    python3 witness.py                    output of the third of four tokens (heads by columns), which a causal mask keeps from seeing the fourth, on fixed inputs, one id a line
    python3 witness.py --golden FOLDER    the same loops against the golden files of FOLDER; exit 1 on a difference
"""

import argparse
import json
import sys
from pathlib import Path

import later
import linear
import other
import pairwise
from blend import blend
from inputs import Asked, by_rule, flatten, nest
from nystrom import nystrom

H, N, D = 3, 4, 4
CAUSAL = {"causal": True}
GATES, CHANNELS = {"log_decay": [1, H, N]}, {"log_decay": [1, H, N, D]}
BETA = {"beta": [1, H, N]}

# id: (loops, options, shapes of the inputs that differ from q, k, v [1, H, N, D])
MECHANISMS = {
    "scaled-dot-product": (pairwise.attend, {}, {}),
    "luong-dot": (pairwise.luong_dot, {}, {}),
    "additive": (pairwise.additive, {}, {"w_q": [D, D], "w_k": [D, D], "v_a": [D]}),
    "bilinear": (pairwise.bilinear, {}, {"w_a": [D, D]}),
    "cosine": (pairwise.cosine, {"scale": 10.0}, {}),
    "l2-distance": (pairwise.l2_distance, {}, {}),
    "causal": (pairwise.attend, CAUSAL, {}),
    "sliding-window": (pairwise.attend, {"window": 2, "causal": True}, {}),
    "alibi": (pairwise.alibi, {}, {}),
    "rope": (pairwise.rope, {"base": 10000.0, "pairing": "halves"}, {}),
    "grouped-query": (pairwise.attend, {}, {"q": [1, 4, N, D], "k": [1, 2, N, D], "v": [1, 2, N, D]}),
    "soft-cap": (pairwise.soft_cap, {"softcap": 2.0}, {}),
    "sparsemax": (pairwise.sparse, {}, {}),
    "softmax-one": (pairwise.softmax_one, {}, {}),
    "learned-sink": (pairwise.learned_sink, {}, {"sink": [H]}),
    "sigmoid": (pairwise.sigmoid_weights, {}, {}),
    "top-k": (pairwise.largest, {"k": 2}, {}),
    "talking-heads": (pairwise.talking_heads, {}, {"w_pre": [H, H], "w_post": [H, H]}),
    "linear-elu": (linear.linear_elu, CAUSAL, {}),
    "based": (linear.based, {"causal": True, "normalize": True, "eps": 1e-6}, {}),
    "performer": (linear.performer, CAUSAL, {"omega": [8, D]}),
    "retention": (linear.retention, {}, {}),
    "gla": (linear.gla, {}, CHANNELS),
    "simple-gla": (linear.simple_gla, {}, GATES),
    "delta-net": (linear.delta_net, {}, BETA),
    "gated-delta-net": (linear.gated_delta_net, {}, {**GATES, **BETA}),
    "feedback-delta": (linear.feedback_delta, {}, {**BETA, "p": [1, H, N, D]}),
    "two-gate-delta": (linear.two_gate_delta, {}, {"erase": [1, H, N, D], "let": [1, H, N, D]}),
    "dpfp": (linear.dpfp, CAUSAL, {}),
    "gated-rfa": (linear.gated_rfa, {}, {**GATES, "omega": [D, 64]}),
    "rwkv5": (linear.rwkv5, {}, {"log_decay": [H, D], "u": [H, D]}),
    "slstm": (other.slstm, {}, {"f": [1, H, N, D], "r": [H, 4, D, D]}),
    "synthesizer-factorised": (other.synthesizer_factorised, {}, {"a": [H, N, 4], "b": [H, N, 4]}),
    "fastformer": (other.fastformer, {}, {"w_q": [H, D], "w_k": [H, D]}),
    "nystrom": (nystrom, {"landmarks": 2, "pinv": "iterative", "iterations": 6}, {}),
    "uniform": (pairwise.uniform, {}, {}),
    "identity": (pairwise.identity, {}, {}),
    "strided": (pairwise.attend, {"stride": 2}, {}),
    "or": (pairwise.attend, {"or": [{"block": 2}, {"stride": 2}]}, {}),
    "blend": (blend, {"of": [(0.75, pairwise.attend, {"window": 2, "causal": True}), (0.5, linear.linear_elu, CAUSAL)]}, {}),
    "linear-unnormalized": (linear.linear_unnormalized, CAUSAL, {}),
    "kerple-power": (later.kerple_power, {}, {"r1": [H], "r2": [H]}),
    "entmax": (later.entmax, {"alpha": 1.25}, {}),
    "squared-relu": (later.squared_relu, {}, {}),
    "clipped-softmax": (later.clipped_softmax, {"gamma": -0.03, "zeta": 1.0}, {}),
    "gumbel-softmax": (later.gumbel_softmax, {"temperature": 1.0, "seed": 1}, {}),
    "log-sparse": (later.log_sparse, {}, {}),
    "head-gate": (later.head_gate, {}, {"gate": [1, H, N]}),
    "persistent-memory": (later.persistent_memory, {}, {"m_k": [H, 4, D], "m_v": [H, 4, D]}),
    "trilinear": (later.trilinear, {}, {"w": [3 * D]}),
    "disentangled": (later.disentangled, {}, {"rel_k": [H, 4, D], "rel_q": [H, 4, D]}),
    "skewed-relative": (later.skewed_relative, {}, {"e_r": [H, N, D]}),
    "self-extend": (later.self_extend, {"group": 2, "window": 1}, {}),
    "prob-sparse": (later.prob_sparse, {"queries": 3}, {}),
    "dynamic-position-bias": (later.dynamic_position_bias, {}, {
        "w1": [16, 1], "w2": [16, 16], "w3": [H, 16], "b3": [H], **{f"{part}{n}": [16] for part in ("b", "gain", "shift") for n in (1, 2)}}),
    "multi-token": (later.multi_token, {}, {"theta": [H, 2, 3]}),
}


def third_token(name):
    run, options, shapes = MECHANISMS[name]
    shapes = {**dict.fromkeys("qkv", [1, H, N, D]), **shapes}
    output = run({key: by_rule(key, shape) for key, shape in shapes.items()}, options)
    return [number for head in output[0] for number in head[2]]


def verdict(name, case):
    inputs = Asked({key: nest(t["data"], t["shape"]) for key, t in case["inputs"].items()})
    options = Asked(case["options"])
    try:
        output = flatten(MECHANISMS[name][0](inputs, options))
    except ValueError as reason:
        return f"skipped: {reason}"
    unknown = sorted(inputs.ignored | options.ignored)
    if unknown:
        return "skipped: these loops have no " + ", ".join(unknown)
    expected = case["outputs"]["output"]["data"]
    if len(output) != len(expected):
        return f"differs: {len(output)} numbers instead of {len(expected)}"
    gap, at = max((abs(a - b), index) for index, (a, b) in enumerate(zip(output, expected)))
    bound = case["tolerance"]
    inside = all(abs(a - b) <= bound["atol"] + bound["rtol"] * abs(b) for a, b in zip(output, expected))
    return f"{'ok' if inside else 'differs'}: max |delta| {gap:.1e} at {at}"


def check(folder):
    if not folder.is_dir():
        sys.exit(f"--golden: {folder} is not a folder; give the one that holds <id>.json files")
    verdicts = []
    for name in MECHANISMS:
        file = folder / f"{name}.json"
        cases = json.loads(file.read_text(encoding="utf-8"))["cases"] if file.exists() else []
        if not cases:
            verdicts.append("skipped: no golden case")
            print(f"{name}: {verdicts[-1]}")
        for case in cases:
            verdicts.append(verdict(name, case))
            print(f"{name} {case['name']}: {verdicts[-1]}")
    count = {word: sum(v.startswith(word) for v in verdicts) for word in ("ok", "differs", "skipped")}
    print(", ".join(f"{number} {word}" for word, number in count.items()))
    if not count["ok"]:
        sys.exit(f"--golden: nothing was checked; {folder} holds no case that these loops can run")
    return 1 if count["differs"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--golden", type=Path, metavar="FOLDER", help="check the loops against the golden files of FOLDER")
    folder = parser.parse_args().golden
    if folder:
        return check(folder)
    for name in MECHANISMS:
        print(f"{name}: [{', '.join(f'{number:.6g}' for number in third_token(name))}]")
    return 0


if __name__ == "__main__":
    sys.exit(main())
