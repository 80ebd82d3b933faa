"""Sums of what other mechanisms read."""


def blend(x, o):
    """output = sum_k share_k output_k."""
    reads = [(share, run(x, options)) for share, run, options in o["of"]]
    return [[[[sum(share * read[b][h][i][c] for share, read in reads) for c in range(len(row))]
              for i, row in enumerate(rows)] for h, rows in enumerate(heads)] for b, heads in enumerate(reads[0][1])]
