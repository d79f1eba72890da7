"""Reads with pandas what the converter writes, and compares every value with what Python's own json reads.

    npm run build && npm run check:pandas [-- LOG_OR_FOLDER ...]

Without arguments it looks at the real logs next to the project, where they are. Needs Python 3 with pandas (Debian:
python3-pandas). A log with lines that are no JSON object is passed over and named: what such a line gives is the
business of other tests.
"""

import io
import json
import math
import pathlib
import subprocess
import sys

import pandas

ROOT = pathlib.Path(__file__).resolve().parents[2]


def flatten(record, prefix=""):
    """The flat form of a record: nested objects as a.b, arrays as JSON text."""
    flat = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def same(expected, cell):
    """Whether a CSV cell, as pandas reads it, holds the value that was logged."""
    if expected is None:
        return cell == ""
    if isinstance(expected, bool):
        return cell == ("true" if expected else "false")
    if isinstance(expected, float) and math.isnan(expected):
        return cell == "NaN"
    if isinstance(expected, int):
        return cell == str(expected) or float(cell) == float(expected)
    if isinstance(expected, float):
        return float(cell) == expected
    if isinstance(expected, list):
        return json.loads(cell) == expected
    return cell == expected


def check(log):
    """Compares one log; returns the number of values compared."""
    converted = subprocess.run(
        ["node", str(ROOT / "dist" / "cli.js"), "convert", "--stdout", str(log)], check=True, capture_output=True
    ).stdout
    records = [flatten(json.loads(line)) for line in log.read_bytes().decode("utf-8-sig").split("\n") if line.strip()]
    as_text = pandas.read_csv(io.BytesIO(converted), dtype=str, keep_default_na=False)
    as_numbers = pandas.read_csv(io.BytesIO(converted), float_precision="round_trip")
    assert len(as_text) == len(records), f"{log}: {len(records)} records, {len(as_text)} rows"
    compared = 0
    for key in as_text.columns:
        numeric = pandas.api.types.is_numeric_dtype(as_numbers[key])
        for row, (record, cell, number) in enumerate(zip(records, as_text[key], as_numbers[key])):
            expected = record.get(key)
            assert same(expected, cell), f"{log}: row {row}, {key}: {expected!r} became {cell!r}"
            if numeric and isinstance(expected, (int, float)) and not isinstance(expected, bool):
                nan = isinstance(expected, float) and math.isnan(expected)
                assert (nan and math.isnan(number)) or number == expected, f"{log}: row {row}, {key}: {number!r}"
            compared += 1
    return compared


def logs_below(paths):
    for path in map(pathlib.Path, paths):
        yield from sorted(path.rglob("metrics.jsonl")) if path.is_dir() else [path]


def main():
    logs = list(logs_below(sys.argv[1:] or [ROOT / "test" / "data" / "runs"]))
    if not logs:
        sys.exit("No log found: name a log or a folder that holds some.")
    for log in logs:
        print(f"{check(log):>9,} values equal  {log.parent.name}/{log.name}")


if __name__ == "__main__":
    main()
