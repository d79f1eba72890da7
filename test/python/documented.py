"""The examples of media/docs/logging.md, run as they are written there."""

import pathlib
import re
import sys
import tempfile
import types
import unittest
import warnings
from unittest import mock

from logging_module import slopewise_logging as module

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "media" / "docs" / "logging.md"


def example(heading):
    """The code under a heading of the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.search(rf"^## {heading}\n.*?```python\n(.*?)```", text, re.S | re.M).group(1)


def package(name, **members):
    """A stand-in for a package, with these members."""
    made = types.ModuleType(name)
    made.__dict__.update(members)
    return made


class ExampleCase(unittest.TestCase):
    """Runs examples, each with a log in a folder that is removed afterwards."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name) / "metrics.jsonl"
        # A few steps of an example are no whole run: other metrics are not missed.
        catching = warnings.catch_warnings()
        catching.__enter__()
        self.addCleanup(catching.__exit__, None, None, None)
        warnings.simplefilter("ignore", RuntimeWarning)

    def run_example(self, heading, modules, **names):
        """Run the example with a log of its own; what it defines."""
        code = example(heading).replace("runs/a/metrics.jsonl", str(self.path))
        scope = {"__name__": "example", **names}
        with mock.patch.dict(sys.modules, {"slopewise_logging": module, **modules}):
            exec(compile(code, heading, "exec"), scope)  # pylint: disable=exec-used
        if "log" in scope:
            self.addCleanup(scope["log"].close)
        return scope
