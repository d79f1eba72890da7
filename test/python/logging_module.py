"""The logging code as the repository holds it, and what its tests share.

python3 -m unittest discover test/python
"""

import contextlib
import json
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "media" / "python"))

import slopewise_logging  # noqa: E402

__all__ = ["contract", "log_path", "read_log", "slopewise_logging"]


@contextlib.contextmanager
def log_path():
    """The path of a log in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield pathlib.Path(folder) / "metrics.jsonl"


def read_log(path):
    """All records of a log. Raises where a line is not whole."""
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1] if line]


@contextlib.contextmanager
def contract(**every):
    """Lets the module ask for other metrics for a while: name=(amount, unit)."""
    module = slopewise_logging
    kept = [(table, dict(table)) for table in (module.EVERY, module.DERIVED, module.ASKED)]
    for table, _ in kept:
        table.clear()
    module.EVERY.update(every)
    module.ASKED.update({metric: [metric] for metric in every})
    try:
        yield
    finally:
        for table, before in kept:
            table.clear()
            table.update(before)
