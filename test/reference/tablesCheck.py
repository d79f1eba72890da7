"""Reads CSVs with pandas and compares them with what they have to hold: one JSON object a line on standard input.

Run by tablesCheck.ts, which says what the objects are.
"""

import io
import json
import struct
import sys

import pandas

FORM = {"header": None, "lineterminator": "\n", "skip_blank_lines": False}


def bits(number):
    """A double's bits."""
    return struct.pack(">d", number).hex()


def check(sample):
    csv, cells, numbers = sample["csv"], sample["cells"], sample["numbers"]
    texts = pandas.read_csv(io.StringIO(csv, newline=""), dtype=str, keep_default_na=False, **FORM)
    assert texts.values.tolist() == cells, f"pandas reads {csv!r} as {texts.values.tolist()!r}, not {cells!r}"
    if numbers is not None:
        rest = texts.iloc[1:].to_csv(index=False, header=False)
        read = pandas.read_csv(io.StringIO(rest), dtype=float, float_precision="round_trip", **FORM)
        found = [[bits(value) for value in row] for row in read.values.tolist()]
        assert found == numbers, f"pandas reads {csv!r} as {found!r}, not {numbers!r}"


def main():
    count = 0
    for line in sys.stdin:
        check(json.loads(line))
        count += 1
    print(f"{count:,} tables came back through pandas.")


if __name__ == "__main__":
    main()
