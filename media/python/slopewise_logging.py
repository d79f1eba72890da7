"""Logs a training run for Slopewise: one JSON object per line, each metric at its interval.

Slopewise wrote this module from a metric contract. It needs Python 3.8; change it as you like.

    from slopewise_logging import RunLogger

    with RunLogger("runs/a/metrics.jsonl", steps_per_epoch=len(loader),
                   model=model, optimizer=optimizer) as log:
        for epoch in range(epochs):
            for x, y in loader:
                optimizer.zero_grad()
                loss = loss_of(model(x), y)
                loss.backward()
                optimizer.step()
                step += 1                        # starts at 1; restore it with the checkpoint
                log.batch(step, loss, acc=..., closure=lambda: loss_of(model(x), y))
                if log.due("val_loss"):
                    log.validation(loss=..., acc=...)
            torch.save(model.state_dict(), "runs/a/last.pt")
            log.checkpoint("runs/a/last.pt")

Without torch, pass the values that you have. A function is only called when its metric is due:

    log.batch(step, loss, acc=0.71, lr=3e-4, grad_norm=lambda: norm(gradients))

With PyTorch Lightning, which must be imported first:

    Trainer(callbacks=[SlopewiseCallback("runs/a/metrics.jsonl")], val_check_interval=0.25)

Losses are in nats (natural logarithms, like torch's cross_entropy), accuracies from 0 to 1. Pass
your own metrics under the names that they have in the contract.

An existing log is continued, and so are the intervals. Each line is one write: a crash damages the
last line at most, and the next line starts on its own.

What it costs. batch() waits for the device to read the loss, and writes a line: about 30
microseconds. Norms and the noise of the last 512 losses take milliseconds when they are due.
Curvature is expensive and only measured at its interval: one more gradient, then at most
power_products + trace_products products of the Hessian with a vector (power_products more if the
eigenvalue of largest magnitude is negative). Each product takes as long as one to three training
steps. Every 500 steps, that is 3 to 20% of the run; fewer products cost less. It needs the memory
of the graph of a gradient and of about trace_products / 3 gradients.
"""

import json
import math
import os
import sys
import time
import warnings
from collections import deque
from contextlib import contextmanager, nullcontext
from typing import Any, Deque, Dict, List, Tuple

EVERY: Dict[str, Tuple[float, str]]
DERIVED: Dict[str, Tuple[str, float]]
NAMES: Dict[str, str]
IN_BITS: List[str]

# The contract begins: Slopewise writes this part from metrics.contract.json.

# How often each metric must be logged: a number of "batch", "steps" or "epochs".
EVERY = {
    "step": (1, "batch"),
    "epoch": (1, "batch"),
    "time": (1, "batch"),
    "lr": (1, "batch"),
    "wd": (1, "batch"),
    "loss_train_nats": (1, "batch"),
    "loss_train_bits": (1, "batch"),
    "acc_train": (1, "batch"),
    "loss_val_nats": (0.25, "epochs"),
    "acc_val": (0.25, "epochs"),
    "grad_norm": (0.25, "epochs"),
    "weight_norm": (0.25, "epochs"),
    "checkpoint_size_mb": (1, "epochs"),
    "lambda_max": (500, "steps"),
    "hutch_trace": (500, "steps"),
    "psd_tail": (2, "epochs"),
    "grad_var": (2, "epochs"),
    "resid_power": (2, "epochs"),
}

# Metrics that equal another one times a factor.
DERIVED = {
    "loss_train_bits": ("loss_train_nats", 1.4426950408889634),
}

# The name in the log of each quantity that the functions of this file take.
NAMES = {
    "step": "step",
    "epoch": "epoch",
    "time": "time",
    "loss": "loss_train_nats",
    "acc": "acc_train",
    "lr": "lr",
    "wd": "wd",
    "val_loss": "loss_val_nats",
    "val_acc": "acc_val",
    "grad_norm": "grad_norm",
    "weight_norm": "weight_norm",
    "checkpoint_mb": "checkpoint_size_mb",
    "lambda_max": "lambda_max",
    "hutch_trace": "hutch_trace",
    "psd_tail": "psd_tail",
    "grad_var": "grad_var",
    "resid_power": "resid_power",
}

# Losses that are logged in bits.
IN_BITS = []

# The contract ends.

BITS_PER_NAT = 1 / math.log(2)

# The metrics of the contract that each metric gives: itself, and what is computed from it.
ASKED: Dict[str, List[str]] = {}
for _metric in EVERY:
    for _source in {_metric, DERIVED.get(_metric, (_metric,))[0]}:
        ASKED.setdefault(_source, []).append(_metric)


class RunLogger:
    """Writes the log of one run.

    path             the log, usually metrics.jsonl in the run's folder; folders are created
    steps_per_epoch  optimizer steps per epoch; without it, pass the epoch to batch()
    model            a torch module, to measure its norms and curvature
    optimizer        a torch optimizer, to log its lr and wd
    fsync            wait for the disk after each line, so that a power failure loses none
    enabled          False in all processes but the first: due() is the same, nothing is written
    power_products   limit of products of the Hessian for lambda_max, per measurement
    trace_products   products of the Hessian for hutch_trace
    seed             of the random vectors of both
    """

    def __init__(
        self,
        path,
        steps_per_epoch=None,
        model=None,
        optimizer=None,
        *,
        fsync=False,
        enabled=True,
        power_products=20,
        trace_products=12,
        seed=0,
    ):
        if steps_per_epoch is not None and not steps_per_epoch > 0:
            raise ValueError(f"steps_per_epoch must be positive; it is {steps_per_epoch!r}")
        self.step = None
        self.epoch = None
        self._steps_per_epoch = steps_per_epoch
        self._model = model
        self._optimizer = optimizer
        self._history = read_tail(path)
        self._lines = LineWriter(path, fsync) if enabled else None
        self._losses = LossBuffer()
        self._curvature = Curvature(power_products, trace_products, seed)
        self._last_periods = {}
        self._warned = set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Close the log; every line has been written already."""
        if self._lines is not None:
            self._lines.close()

    def batch(self, step, loss, *, epoch=None, closure=None, **metrics):
        """Log what is due at an optimizer step. Call it after step() and before zero_grad().

        step     optimizer steps done, including this one; a resumed run continues counting
        loss     training loss of the batch, in nats
        epoch    epochs done, with fractions; computed if steps_per_epoch was given
        closure  a function that computes this batch's loss again, to measure curvature
        metrics  acc, lr, wd, grad_norm ... or any metric of the contract: a value, or a function
                 that is called when it is due; used instead of a measured value
        """
        self._warn_of_missing()
        self._move(int(step), epoch)
        loss = float(plain(loss))
        self._losses.add(loss)
        given = {**self._measurable(), **metrics, "loss": loss}
        if closure is not None and self._model is not None and self._lines is not None:
            curvature = ("lambda_max", "hutch_trace")
            wanted = [name for name in curvature if name not in metrics and self.due(name)]
            given.update(self._curvature.measure(self._model, closure, wanted))
        due = {name: value for name, value in given.items() if self._is_due(NAMES.get(name, name))}
        self._write(due)

    def validation(self, loss=None, acc=None, **metrics):
        """Log a validation after the last batch: its loss in nats, its accuracy from 0 to 1."""
        self.record(val_loss=loss, val_acc=acc, **metrics)

    def checkpoint(self, path):
        """Log the size of a checkpoint: a file, or all files of a folder."""
        self.record(checkpoint_mb=size_of(path) / 1e6)

    def record(self, **metrics):
        """Log any metrics at the last batch's step, whether they are due or not."""
        if self.step is None:
            self._move(max((step for step, _, _ in self._history), default=0), None)
        self._write(metrics)

    def due(self, name):
        """Whether a metric is due at the last batch's step: "val_loss", or its name in the log.

        It stays due until it is logged. A metric outside the contract is never due.
        """
        metric = NAMES.get(name, name)
        return self.step is not None and metric in ASKED and self._is_due(metric)

    def _is_due(self, metric):
        """A metric outside the contract has no interval and is always logged."""
        asked = ASKED.get(metric)
        return asked is None or any(self._intervals_since(each) >= 1 for each in asked)

    def _intervals_since(self, metric):
        """How many of its intervals ago a metric of the contract was logged."""
        now = period_of(metric, self.step, self.epoch)
        last = self._last_periods.get(metric)
        return 0 if now is None else 1 if last is None else now - last

    def _move(self, step, epoch):
        """Set the clocks, and the intervals if a run starts, is resumed or goes back."""
        if epoch is None and self._steps_per_epoch is not None:
            epoch = round(step / self._steps_per_epoch, 12)
        starts = self.step is None or step < self.step
        self.step, self.epoch = step, epoch
        if starts:
            self._start(step)

    def _start(self, first):
        """Restore intervals and losses from what was logged before the first step."""
        before = max(0, first - 1)
        if self._steps_per_epoch is not None:
            epoch = before / self._steps_per_epoch
        else:
            epoch = 0.0 if before == 0 else self.epoch
        self._last_periods = {metric: period_of(metric, before, epoch) for metric in EVERY}
        self._losses = LossBuffer()
        losses = {}
        for step, epoch, record in self._history:
            if step >= first:
                continue
            for metric in EVERY.keys() & record.keys():
                self._last_periods[metric] = period_of(metric, step, epoch)
            loss = record.get(NAMES["loss"])
            if is_number(loss):
                losses[step] = loss / BITS_PER_NAT if NAMES["loss"] in IN_BITS else loss
        for step in sorted(losses):
            self._losses.add(losses[step])
        self._history = []

    def _measurable(self):
        """What the contract asks for and this logger can measure itself, as functions."""
        found = {
            "psd_tail": self._losses.psd_tail,
            "grad_var": self._losses.grad_var,
            "resid_power": self._losses.resid_power,
        }
        if self._model is not None:
            model = self._model
            found["grad_norm"] = lambda: norm_of([p.grad for p in model.parameters()])
            found["weight_norm"] = lambda: norm_of(model.parameters())
        if self._optimizer is not None:
            group = self._optimizer.param_groups[0]
            found["lr"] = group.get("lr")
            found["wd"] = group.get("weight_decay")
        return {name: value for name, value in found.items() if NAMES[name] in ASKED}

    def _write(self, quantities):
        """Write one record: the clocks, the quantities that have a value, and what follows."""
        record = {}
        for name, value in quantities.items():
            if callable(value):
                # A disabled logger measures nothing, but keeps the same intervals.
                value = math.nan if self._lines is None else value()
            if value is not None:
                metric = NAMES.get(name, name)
                in_bits = name in ("loss", "val_loss") and metric in IN_BITS
                record[metric] = plain(value) * BITS_PER_NAT if in_bits else plain(value)
        if not record:
            return
        clocks = {"step": self.step, "epoch": self.epoch, "time": round(time.time(), 3)}
        for name, value in clocks.items():
            if value is not None:
                record.setdefault(NAMES[name], value)
        for metric, (source, factor) in DERIVED.items():
            if metric not in record and is_number(record.get(source)):
                record[metric] = record[source] * factor
        for metric in EVERY.keys() & record.keys():
            self._last_periods[metric] = period_of(metric, self.step, self.epoch)
        if self._lines is not None:
            ordered = {metric: record.pop(metric) for metric in EVERY if metric in record}
            self._lines.write(json.dumps({**ordered, **record}, default=plain))

    def _warn_of_missing(self):
        """Warn once about each metric that was due at the last batch and was not given."""
        if self.step is None or self._lines is None:
            return
        for metric, (amount, unit) in EVERY.items():
            if metric in self._warned or self._intervals_since(metric) < 2:
                continue
            self._warned.add(metric)
            every = unit if unit == "batch" else f"{amount:g} {unit}"
            warnings.warn(
                f"The contract asks for {metric} every {every}, and it was not given until step "
                f"{self.step}: give it to batch(), validation(), checkpoint() or record().",
                RuntimeWarning,
                stacklevel=3,
            )


def period_of(metric, step, epoch):
    """Number of the interval in which a metric is; None without an epoch."""
    amount, unit = EVERY[metric]
    if unit == "epochs":
        return None if epoch is None else math.floor(epoch / amount + 1e-9)
    return step // amount


def plain(value):
    """The number in a tensor or an array; anything else unchanged."""
    return value.item() if hasattr(value, "item") else value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def size_of(path):
    """Bytes of a file, or of all files in a folder."""
    if not os.path.isdir(path):
        return os.path.getsize(path)
    walk = os.walk(path)
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in walk for name in names)


# Lines


class LineWriter:
    """Appends lines to a file, each with one write: a crash damages the last at most."""

    def __init__(self, path, fsync=False):
        self._path = os.fspath(path)
        os.makedirs(os.path.dirname(os.path.abspath(self._path)), exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        # A descriptor, and None once it is closed.
        self._file: Any = os.open(self._path, flags, 0o666)
        self._fsync = fsync
        self._torn = self._ends_within_line()

    def write(self, line):
        """Append a line. A disk that does not take it gives a warning: it must not end a run."""
        # A torn line gets its end together with the next one, which so never joins it.
        data = (b"\n" if self._torn else b"") + line.encode("utf-8") + b"\n"
        done = 0
        try:
            while done < len(data):
                done += os.write(self._file, data[done:])
            self._torn = False
            if self._fsync:
                os.fsync(self._file)
        except OSError as error:
            self._torn = self._torn or 0 < done < len(data)
            message = f"{self._path} did not take a line: {error}"
            warnings.warn(message, RuntimeWarning, stacklevel=2)

    def close(self):
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _ends_within_line(self):
        size = os.lseek(self._file, 0, os.SEEK_END)
        if size == 0:
            return False
        os.lseek(self._file, size - 1, os.SEEK_SET)
        return os.read(self._file, 1) != b"\n"


def read_tail(path, limit=1 << 20):
    """The records in a log's last `limit` bytes that have a step, as (step, epoch, record)."""
    try:
        with open(path, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - limit))
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        return []
    found = []
    for line in lines[1:] if size > limit else lines:
        try:
            record = json.loads(line.decode("utf-8"))
        except ValueError:
            continue
        step: Any = record.get(NAMES["step"]) if isinstance(record, dict) else None
        if is_number(step) and math.isfinite(step):
            epoch = record.get(NAMES["epoch"])
            known = is_number(epoch) and math.isfinite(epoch)
            found.append((int(step), epoch if known else None, record))
    return found


# Noise of the losses


class LossBuffer:
    """The last losses of the batches, and the noise in them.

    As in Slopewise's own review, the noise is what a trend leaves of ln(loss), here a straight line
    through the buffer, and losses that are not positive and finite are left out.
    """

    FEWEST = 4

    def __init__(self, size=512):
        self._logs: Deque[float] = deque(maxlen=size)

    def add(self, loss):
        if math.isfinite(loss) and loss > 0:
            self._logs.append(math.log(loss))

    def psd_tail(self):
        """Mean power of the residuals' 16 highest Fourier bins, divided by their number."""
        return tail_power(residuals(list(self._logs))) if self._suffices() else None

    def resid_power(self):
        """Power of the residuals: Welch's spectral density summed over all frequencies but 0."""
        return welch_power(residuals(list(self._logs))) if self._suffices() else None

    def grad_var(self):
        """Variance of the gradient of ln(loss) a step, by central differences as numpy.gradient."""
        return variance(gradient(list(self._logs))) if self._suffices() else None

    def _suffices(self):
        return len(self._logs) >= self.FEWEST


def gradient(values):
    inner = [(after - before) / 2 for before, after in zip(values, values[2:])]
    return [values[1] - values[0], *inner, values[-1] - values[-2]]


def variance(values):
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / len(values)


def residuals(values):
    """The residuals of a least-squares line through equally spaced values."""
    n = len(values)
    middle = (n - 1) / 2
    mean = math.fsum(values) / n
    slope = math.fsum((i - middle) * (value - mean) for i, value in enumerate(values))
    slope /= math.fsum((i - middle) ** 2 for i in range(n))
    return [value - mean - slope * (i - middle) for i, value in enumerate(values)]


def tail_power(values):
    """Mean power of a series' 16 highest Fourier bins, divided by its length."""
    n = len(values)
    cosines = [math.cos(2 * math.pi * i / n) for i in range(n)]
    sines = [math.sin(2 * math.pi * i / n) for i in range(n)]
    highest = n // 2
    bins = range(max(0, highest - 15), highest + 1)
    total = 0.0
    for k in bins:
        total += sum(value * cosines[k * i % n] for i, value in enumerate(values)) ** 2
        total += sum(value * sines[k * i % n] for i, value in enumerate(values)) ** 2
    return total / len(bins) / n


def welch_power(values):
    """Welch's spectral density summed over the positive frequencies: about the variance.

    Hann windows of 256 values (of all where there are fewer), half overlapping, each less its mean.
    By Parseval's theorem the sum needs no transform: it is the sum of squares, less the bin at 0.
    Welch 1967, "The use of fast Fourier transform for the estimation of power spectra".
    """
    size = min(256, len(values))
    window = [0.5 - 0.5 * math.cos(2 * math.pi * i / size) for i in range(size)]
    starts = range(0, len(values) - size + 1, size - size // 2)
    total = 0.0
    for start in starts:
        segment = [values[start + i] for i in range(size)]
        mean = math.fsum(segment) / size
        weighted = [(value - mean) * weight for value, weight in zip(segment, window)]
        total += math.fsum(value * value for value in weighted) - math.fsum(weighted) ** 2 / size
    return total / len(starts) / math.fsum(weight * weight for weight in window)


# Curvature. Vectors are lists of numbers, arrays or tensors of one dimension; a matrix is given as
# the function that multiplies a vector by it.


def dot(one, other):
    if isinstance(one, list):
        return math.fsum(a * b for a, b in zip(one, other))
    return float(one.dot(other))


def add(vector, factor, other):
    """vector + factor * other"""
    if isinstance(vector, list):
        return [a + factor * b for a, b in zip(vector, other)]
    return vector + factor * other


def scaled(vector, factor):
    return [factor * a for a in vector] if isinstance(vector, list) else factor * vector


def without(vector, basis):
    """A vector minus its components along orthonormal vectors."""
    for direction in basis:
        vector = add(vector, -dot(direction, vector), direction)
    return vector


def random_signs(size, generator):
    """A list of -1 and 1 at random, by a random.Random."""
    return [generator.choice((-1.0, 1.0)) for _ in range(size)]


def dominant_eigenvalue(multiply, start, products=20, tolerance=0.05):
    """The eigenvalue of largest magnitude of a symmetric matrix, with its vector: power iteration.

    Ends after so many products, or once the residual |A v - value v| is within `tolerance` of the
    value, whose own error is then about the square of that. The value is a Rayleigh quotient: it
    is never outside the range of the eigenvalues.
    """
    vector = scaled(start, 1 / math.sqrt(dot(start, start)))
    value = 0.0
    for _ in range(products):
        image = multiply(vector)
        value = dot(vector, image)
        length = math.sqrt(dot(image, image))
        if not 0 < length < math.inf:
            break
        residual = math.sqrt(max(0.0, length * length - value * value))
        vector = scaled(image, 1 / length)
        if residual <= tolerance * abs(value):
            break
    return value, vector


def largest_eigenvalue(multiply, start, products=20, tolerance=0.05):
    """The largest eigenvalue of a symmetric matrix, with its vector.

    Where power iteration meets a negative one, a second iteration, on the matrix less that one
    times the identity, finds the largest.
    """
    lowest, vector = dominant_eigenvalue(multiply, start, products, tolerance)
    if not lowest < 0:
        return lowest, vector

    def shifted(vector):
        return add(multiply(vector), -lowest, vector)

    height, vector = dominant_eigenvalue(shifted, start, products, tolerance)
    return height + lowest, vector


def hutch_plus_plus(multiply, probe, products=12):
    """An estimate of a symmetric matrix's trace; probe() gives vectors of random signs.

    A third of the products find directions that hold most of the matrix, a third give the trace in
    these exactly, and a third estimate what is left. Meyer, Musco, Musco & Woodruff 2021,
    "Hutch++: optimal stochastic trace estimation", algorithm 1.
    """
    third = max(1, products // 3)
    basis: List[Any] = []
    for _ in range(third):
        image = multiply(probe())
        rest = without(without(image, basis), basis)
        length = math.sqrt(dot(rest, rest))
        if length > 1e-6 * math.sqrt(dot(image, image)):
            basis.append(scaled(rest, 1 / length))
    inside = math.fsum(dot(vector, multiply(vector)) for vector in basis)
    outside = 0.0
    for _ in range(third):
        rest = without(probe(), basis)
        outside += dot(rest, multiply(rest))
    return inside + outside / third


# Curvature and norms of torch models


class Curvature:
    """Measures the Hessian of a model's loss when it is due.

    Keeps the direction of the largest eigenvalue, which is near the next one.
    """

    def __init__(self, power_products, trace_products, seed):
        self._power_products = power_products
        self._trace_products = trace_products
        self._seed = seed
        self._top = None
        self._checked = False
        self._failed = False

    def measure(self, model, closure, wanted):
        """The wanted ones of lambda_max and hutch_trace; none once a measurement has failed."""
        if not wanted or self._failed:
            return {}
        self._seed += 1
        try:
            with undisturbed(model):
                hessian = TorchHessian(model, closure, self._seed)
                if not self._checked:
                    hessian.check_symmetry()
                    self._checked = True
                return {name: getattr(self, "_" + name)(hessian) for name in wanted}
        except Exception as error:
            # A layer may have no second derivative, memory may be short, and closure() is not ours:
            # whatever goes wrong in a measurement, the run must go on.
            self._failed = True
            message = f"Curvature is not measured any more: {error!r}"
            warnings.warn(message, RuntimeWarning, stacklevel=3)
            return {}

    def _lambda_max(self, hessian):
        if hessian.size == 0:
            return 0.0
        # What a product makes of random numbers is rich in the directions of large eigenvalues: one
        # that has overtaken the last top direction is found at once.
        start = hessian.multiply(hessian.probe())
        length = math.sqrt(dot(start, start))
        if not 0 < length < math.inf:
            return length
        if self._top is not None and len(self._top) == hessian.size:
            start = add(self._top, 1 / length, start)
        value, top = largest_eigenvalue(hessian.multiply, start, self._power_products - 1)
        self._top = top if math.isfinite(value) else None
        return value

    def _hutch_trace(self, hessian):
        if hessian.size == 0:
            return 0.0
        return hutch_plus_plus(hessian.multiply, hessian.probe, self._trace_products)


class TorchHessian:
    """The Hessian of a loss over all trainable parameters of a model, by its products.

    Pearlmutter 1994, "Fast exact multiplication by the Hessian".
    """

    def __init__(self, model, closure, seed=0):
        import torch

        self._torch = torch
        parameters = [p for p in model.parameters() if p.requires_grad]
        with torch.enable_grad(), plain_attention():
            gradients = torch.autograd.grad(
                closure(), parameters, create_graph=True, allow_unused=True
            )
        # A parameter whose gradient is constant has nothing but zeros in the Hessian.
        pairs = [(p, g) for p, g in zip(parameters, gradients) if g is not None and g.requires_grad]
        self._parameters = [p for p, _ in pairs]
        self._gradients = [g for _, g in pairs]
        self.size = sum(p.numel() for p in self._parameters)
        if pairs:
            double = any(p.dtype == torch.float64 for p in self._parameters)
            self._dtype = torch.float64 if double else torch.float32
            self._device = self._parameters[0].device
            self._generator = torch.Generator(device=self._device)
            self._generator.manual_seed(seed)

    def probe(self):
        """A vector of random signs."""
        bits = self._torch.randint(
            0, 2, (self.size,), generator=self._generator, device=self._device
        )
        return 2 * bits.to(self._dtype) - 1

    def check_symmetry(self):
        """Raises RuntimeError where a layer's gradient cannot be differentiated.

        Torch may then take it for constant without a word, and the products lose parts of one side.
        """
        if self.size == 0:
            return
        probe = self.probe()
        image = self.multiply(probe)
        square = dot(image, image)
        if abs(dot(probe, self.multiply(image)) - square) > 0.05 * square:
            raise RuntimeError("the Hessian is not symmetric: some layer has no second derivative")

    def multiply(self, vector):
        """The Hessian times a vector: a backward pass through the gradient."""
        parts = vector.split([p.numel() for p in self._parameters])
        parts = [part.view_as(p).to(p.device, p.dtype) for part, p in zip(parts, self._parameters)]
        products = self._torch.autograd.grad(
            self._gradients,
            self._parameters,
            grad_outputs=parts,
            retain_graph=True,
            allow_unused=True,
        )
        whole = [
            self._torch.zeros_like(p) if product is None else product
            for p, product in zip(self._parameters, products)
        ]
        return self._torch.cat([part.reshape(-1).to(self._device, self._dtype) for part in whole])


def plain_attention():
    """Turns off torch's fast attention kernels, which have no second derivative."""
    try:
        from torch.nn.attention import SDPBackend, sdpa_kernel
    except ImportError:
        return nullcontext()
    return sdpa_kernel(SDPBackend.MATH)


@contextmanager
def undisturbed(model):
    """Restores random numbers and running averages: measuring must not change training."""
    import torch

    kept = [(buffer, buffer.clone()) for buffer in model.buffers()]
    devices = {p.device.index for p in model.parameters() if p.device.type == "cuda"}
    with torch.random.fork_rng(devices=sorted(devices)):
        try:
            yield
        finally:
            with torch.no_grad():
                for buffer, before in kept:
                    buffer.copy_(before)


def norm_of(tensors):
    """Euclidean norm of all tensors together; None where there are none."""
    norms = [tensor.detach().float().norm() for tensor in tensors if tensor is not None]
    if not norms:
        return None
    total = norms[0] * 0
    for norm in norms:
        total = total + norm.to(total.device) ** 2
    return total.sqrt()


# PyTorch Lightning


def lightning_callback():
    """The base class of Lightning's callbacks, of the package that the program has imported."""
    for package in ("lightning.pytorch", "pytorch_lightning"):
        if package in sys.modules:
            return sys.modules[package].Callback
    return object


class SlopewiseCallback(lightning_callback()):  # type: ignore[misc]
    """Logs a run of PyTorch Lightning's Trainer. Import Lightning before this module.

    path     the log
    names    what the module logs as "acc", "val_loss" and "val_acc", if not as "train_acc",
             "val_loss" and "val_acc"
    loss     a function (module, batch) -> loss in nats, for the curvature
    options  of RunLogger
    """

    def __init__(self, path, names=None, loss=None, **options):
        if SlopewiseCallback.__base__ is object:
            raise ImportError("Import lightning.pytorch or pytorch_lightning before this module.")
        super().__init__()
        self._path = path
        self._names = {"acc": "train_acc", **(names or {})}
        self._loss = loss
        self._options = options
        self._log: Any = None
        self._counts_epochs = False
        self._step = 0
        self._losses = []

    def on_train_start(self, trainer, pl_module):
        batches = trainer.num_training_batches
        self._counts_epochs = math.isfinite(batches)
        steps = math.ceil(batches / trainer.accumulate_grad_batches) if self._counts_epochs else 0
        options = {
            "steps_per_epoch": steps or None,
            "model": pl_module,
            "optimizer": trainer.optimizers[0] if trainer.optimizers else None,
            "enabled": trainer.is_global_zero,
            **self._options,
        }
        self._log = RunLogger(self._path, **options)
        self._step = trainer.global_step
        self._losses = []

    def on_train_batch_end(self, trainer, pl_module, outputs, batch, batch_idx):
        loss = outputs.get("loss") if isinstance(outputs, dict) else outputs
        # Lightning divides each loss by the number of batches per step.
        share = math.nan if loss is None else plain(loss)
        self._losses.append(share * trainer.accumulate_grad_batches)
        if trainer.global_step == self._step:
            return
        self._step = trainer.global_step
        self._log.batch(
            self._step,
            math.fsum(self._losses) / len(self._losses),
            epoch=None if self._counts_epochs else float(trainer.current_epoch),
            closure=None if self._loss is None else lambda: self._loss(pl_module, batch),
            acc=self._logged(trainer, "acc"),
        )
        self._losses = []
        self._log_checkpoint(trainer)

    def on_validation_end(self, trainer, pl_module):
        if self._log is not None and not trainer.sanity_checking:
            loss = self._logged(trainer, "val_loss")
            self._log.validation(loss=loss, acc=self._logged(trainer, "val_acc"))

    def on_train_end(self, trainer, pl_module):
        self._log_checkpoint(trainer)
        self._log.close()

    def on_exception(self, trainer, pl_module, exception):
        if self._log is not None:
            self._log.close()

    def _logged(self, trainer, name):
        return trainer.callback_metrics.get(self._names.get(name, name))

    def _log_checkpoint(self, trainer):
        """Log the size of the newest checkpoint once it is due."""
        saver = trainer.checkpoint_callback
        paths = [getattr(saver, name, "") for name in ("last_model_path", "best_model_path")]
        path = next((path for path in paths if path and os.path.exists(path)), None)
        if path is not None and self._log.due("checkpoint_mb"):
            self._log.checkpoint(path)
