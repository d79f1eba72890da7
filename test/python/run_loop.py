"""A made-up training run, logged by the slopewise_logging.py of some folder.

    python3 run_loop.py FOLDER LOG '[{"stepsPerEpoch": 40, "from": 1, "to": 400}]'

Each stretch of the list resumes the run where it says, with a logger of its own.

Gives the logger what a real loop would, each metric that the contract asks for in the way that the
module's own documentation says, and nothing of its cadence: what is due is for the logger to know.
"""

import json
import math
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from slopewise_logging import DERIVED, EVERY, NAMES, RunLogger  # noqa: E402

MEASURED_BY_BATCH = ["grad_norm", "weight_norm", "lambda_max", "hutch_trace"]


def own_metrics():
    """The contract's metrics that are nothing the module knows of."""
    known = {*NAMES.values(), *DERIVED}
    return [metric for metric in EVERY if metric not in known]


def main(log_path, options):
    per_epoch = options["stepsPerEpoch"]
    noise = random.Random(options["from"])
    checkpoint = os.path.join(os.path.dirname(log_path), "last.pt")
    with open(checkpoint, "wb") as file:
        file.write(bytes(1_500_000))
    explicit = options.get("explicitEpoch", False)
    with RunLogger(log_path, steps_per_epoch=None if explicit else per_epoch) as log:
        for step in range(options["from"], options["to"] + 1):
            loss = 2.5 * math.exp(0.05 * noise.gauss(0, 1)) * (1 + step / per_epoch) ** -0.3
            measured = {
                name: lambda: 1 + noise.random() for name in MEASURED_BY_BATCH + own_metrics()
            }
            log.batch(
                step,
                loss,
                epoch=step / per_epoch if explicit else None,
                acc=math.exp(-loss),
                lr=0.1,
                wd=5e-4,
                **measured,
            )
            if log.due("val_loss") or log.due("val_acc"):
                log.validation(loss=1.1 * loss, acc=math.exp(-1.1 * loss))
            if log.due("checkpoint_mb"):
                log.checkpoint(checkpoint)


if __name__ == "__main__":
    for stretch in json.loads(sys.argv[3]):
        main(sys.argv[2], stretch)
