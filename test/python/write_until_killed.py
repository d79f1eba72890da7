"""Goes on logging a run from its last whole record until it is killed, or up to a step.

python3 write_until_killed.py FOLDER LOG [LAST_STEP]
"""

import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from slopewise_logging import RunLogger, read_tail  # noqa: E402


def main(log_path, last_step):
    step = max((step for step, _, _ in read_tail(log_path)), default=0)
    with RunLogger(log_path, steps_per_epoch=8) as log:
        while step < last_step:
            step += 1
            loss = 1 + 1 / step
            log.batch(step, loss, acc=0.5, grad_norm=lambda: 1.0)
            if log.due("val_loss"):
                log.validation(loss=loss)


if __name__ == "__main__":
    main(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else sys.maxsize)
