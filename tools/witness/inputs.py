"""The fixed inputs of the witnesses: every entry is a trigonometric function of its 1-based flat index, in radians."""

from math import cos, prod, sin

RULES = {
    "q": sin,
    "k": cos,
    "v": lambda i: sin(2 * i),
    "log_decay": lambda i: -(1 + sin(3 * i)) / 2,
    "beta": lambda i: (1 + cos(3 * i)) / 2,
    "erase": lambda i: (1 + cos(3 * i)) / 2,
    "let": lambda i: (1 + cos(3 * i)) / 2,
}


def nest(flat, shape):
    """Row-major nested lists of the given shape."""
    if len(flat) != prod(shape):
        raise ValueError(f"{len(flat)} numbers do not fill the shape {shape}")
    if len(shape) == 1:
        return list(flat)
    step = len(flat) // shape[0]
    return [nest(flat[r * step:(r + 1) * step], shape[1:]) for r in range(shape[0])]


def flatten(nested):
    return [leaf for part in nested for leaf in flatten(part)] if isinstance(nested, list) else [nested]


def by_rule(name, shape):
    rule = RULES.get(name, lambda i: sin(3 * i) / 2)
    return nest([rule(i) for i in range(1, prod(shape) + 1)], shape)


class Asked(dict):
    """A dictionary that knows which of its entries were never asked for."""

    def __init__(self, entries):
        super().__init__(entries)
        self.ignored = set(entries)

    def __getitem__(self, name):
        self.ignored.discard(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.ignored.discard(name)
        return super().get(name, default)
