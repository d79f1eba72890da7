"""The logger itself: cadences, resumed runs, torn lines, values of all kinds."""

import contextlib
import json
import math
import os
import random
import unittest
import warnings
from unittest import mock

from logging_module import contract, log_path, read_log
from logging_module import slopewise_logging as module


def run(log, first, last, **metrics):
    for step in range(first, last + 1):
        log.batch(step, 2.0, **metrics)


def steps_with(records, metric):
    return [record["step"] for record in records if metric in record]


class Cadence(unittest.TestCase):
    def test_each_kind(self):
        every = {
            "step": (1, "batch"),
            "a": (1, "batch"),
            "b": (7, "steps"),
            "c": (0.25, "epochs"),
            "d": (2, "epochs"),
        }
        with contract(**every), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=10) as log:
                run(log, 1, 40, a=1, b=2, c=3, d=4)
            records = read_log(path)
            self.assertEqual(steps_with(records, "a"), list(range(1, 41)))
            self.assertEqual(steps_with(records, "b"), [7, 14, 21, 28, 35])
            self.assertEqual(
                steps_with(records, "c"),
                [3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28, 30, 33, 35, 38, 40],
            )
            self.assertEqual(steps_with(records, "d"), [20, 40])

    def test_a_third_of_an_epoch_comes_three_times_in_each(self):
        with contract(a=(1 / 3, "epochs")), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=30) as log:
                run(log, 1, 3000, a=1)
            self.assertEqual(steps_with(read_log(path), "a"), list(range(10, 3001, 10)))

    def test_functions_are_called_when_their_metric_is_due_and_not_before(self):
        calls = []
        with contract(a=(5, "steps")), log_path() as path:
            with module.RunLogger(path) as log:
                for step in range(1, 21):
                    log.batch(step, 2.0, a=lambda step=step: calls.append(step) or 1.5)
        self.assertEqual(calls, [5, 10, 15, 20])

    def test_stays_due_until_it_is_logged(self):
        with contract(loss_val_nats=(0.5, "epochs")), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=10) as log:
                run(log, 1, 4)
                self.assertFalse(log.due("val_loss"))
                run(log, 5, 7)
                self.assertTrue(log.due("val_loss"))
                log.validation(loss=1.5)
                self.assertFalse(log.due("val_loss"))
                run(log, 8, 10)
                self.assertTrue(log.due("loss_val_nats"))

    def test_epochs_that_are_given(self):
        with contract(a=(0.5, "epochs")), log_path() as path:
            with module.RunLogger(path) as log:
                for step in range(1, 9):
                    log.batch(step, 2.0, epoch=step / 4, a=1)
            self.assertEqual(steps_with(read_log(path), "a"), [2, 4, 6, 8])

    def test_without_epochs_what_goes_by_them_is_never_due(self):
        with contract(a=(0.5, "epochs")), log_path() as path:
            with module.RunLogger(path) as log:
                run(log, 1, 50, a=1)
                self.assertFalse(log.due("a"))
            self.assertNotIn("epoch", read_log(path)[0])

    def test_says_once_what_is_missing(self):
        every = {
            "acc_train": (1, "batch"),
            "lambda_max": (10, "steps"),
            "loss_train_nats": (1, "batch"),
        }
        with contract(**every), log_path() as path, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with module.RunLogger(path) as log:
                run(log, 1, 60)
        said = [str(warning.message) for warning in caught]
        self.assertEqual(len(said), 2)
        self.assertRegex(said[0], "asks for acc_train every batch, .* until step 2")
        self.assertRegex(said[1], "asks for lambda_max every 10 steps, .* until step 20")
        self.assertEqual(
            {os.path.basename(warning.filename) for warning in caught}, {os.path.basename(__file__)}
        )


class Resume(unittest.TestCase):
    every = {"a": (10, "steps"), "loss_val_nats": (1, "epochs"), "loss_train_nats": (1, "batch")}

    def test_cadences_go_on(self):
        with contract(**self.every), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 1, 27, a=1)
                log.validation(loss=1.0)
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 28, 45, a=1)
            self.assertEqual(steps_with(read_log(path), "a"), [10, 20, 30, 40])

    def test_what_a_crash_kept_from_being_logged_is_due_at_once(self):
        with contract(**self.every), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 1, 1)
                log.validation(loss=1.0)
                run(log, 2, 20)
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 21, 21)
                self.assertTrue(log.due("val_loss"))

    def test_steps_that_are_run_again_are_logged_again(self):
        with contract(**self.every), log_path() as path:
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 1, 38, a=1)
            with module.RunLogger(path, steps_per_epoch=20) as log:
                run(log, 26, 45, a=1)
            self.assertEqual(steps_with(read_log(path), "a"), [10, 20, 30, 30, 40])

    def test_the_losses_before_it_are_in_the_buffer(self):
        noise = random.Random(1)
        losses = [math.exp(0.1 * noise.gauss(0, 1)) for _ in range(80)]
        with contract(loss_train_nats=(1, "batch"), psd_tail=(80, "steps")), log_path() as path:
            for first, last in ((0, 60), (50, 80)):
                with module.RunLogger(path) as log:
                    for step in range(first + 1, last + 1):
                        log.batch(step, losses[step - 1])
            expected = module.LossBuffer()
            for loss in losses:
                expected.add(loss)
            self.assertAlmostEqual(read_log(path)[-1]["psd_tail"], expected.psd_tail(), delta=1e-15)

    def test_a_long_log_is_read_from_its_end_only(self):
        with contract(a=(10, "steps")), log_path() as path:
            line = json.dumps({"step": 1, "a": 1, "text": "x" * 1000}) + "\n"
            path.write_text(line * 2000 + '{"step": 30, "a": 2}\n', encoding="utf-8")
            self.assertLess(len(module.read_tail(path)), 1100)
            with module.RunLogger(path) as log:
                log.batch(41, 2.0)
                self.assertTrue(log.due("a"))


class Lines(unittest.TestCase):
    def test_a_torn_line_is_never_joined(self):
        for torn in ('{"step": 3, "lo', '{"step": 3, "loss_train_nats": 2.0}'):
            with contract(loss_train_nats=(1, "batch")), log_path() as path:
                path.write_text('{"step": 2, "loss_train_nats": 2.5}\n' + torn, encoding="utf-8")
                with module.RunLogger(path) as log:
                    log.batch(4, 1.5)
                lines = path.read_text(encoding="utf-8").split("\n")
                self.assertEqual(lines[1], torn)
                self.assertEqual(json.loads(lines[2])["step"], 4)
                self.assertEqual(lines[3:], [""])

    def test_nothing_is_written_where_nothing_is_logged(self):
        with log_path() as path:
            path.write_text('{"step"', encoding="utf-8")
            module.RunLogger(path).close()
            self.assertEqual(path.read_text(encoding="utf-8"), '{"step"')

    def test_a_full_disk_ends_no_run_and_joins_no_lines(self):
        with contract(loss_train_nats=(1, "batch")), log_path() as path:
            write = os.write
            room = [100]

            def limited(file, data):
                if room[0] == 0:
                    raise OSError(28, "No space left on device")
                done = write(file, data[: room[0]])
                room[0] -= done
                return done

            with module.RunLogger(path) as log, warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                with mock.patch("os.write", limited):
                    run(log, 1, 5)
                run(log, 6, 6)
            self.assertEqual(len(caught), 4)
            self.assertIn("did not take a line: [Errno 28]", str(caught[0].message))
            whole, torn, last, end = path.read_text(encoding="utf-8").split("\n")
            self.assertEqual([json.loads(whole)["step"], json.loads(last)["step"], end], [1, 6, ""])
            self.assertRaises(ValueError, json.loads, torn)

    def test_each_line_is_one_write_and_is_on_the_disk_before_the_next(self):
        with contract(loss_train_nats=(1, "batch")), log_path() as path:
            calls = []
            write, fsync = os.write, os.fsync
            with mock.patch(
                "os.write", lambda file, data: calls.append("write") or write(file, data)
            ):
                with mock.patch("os.fsync", lambda file: calls.append("fsync") or fsync(file)):
                    with module.RunLogger(path, fsync=True) as log:
                        run(log, 1, 3)
            self.assertEqual(calls, ["write", "fsync"] * 3)

    def test_a_folder_that_is_not_there_is_made(self):
        with log_path() as path:
            deeper = path.parent / "runs" / "a" / "metrics.jsonl"
            with module.RunLogger(str(deeper)) as log:
                log.record(note="begun")
            self.assertEqual(read_log(deeper)[0]["note"], "begun")


class Curvature(unittest.TestCase):
    def test_whatever_goes_wrong_in_a_measurement_is_said_once_and_ends_no_run(self):
        for error in (ValueError("no such layer"), KeyError("x"), RuntimeError("no memory")):
            with self.subTest(error=error), mock.patch.multiple(
                module,
                undisturbed=lambda model: contextlib.nullcontext(),
                TorchHessian=mock.Mock(side_effect=error),
            ), contract(lambda_max=(1, "steps")), log_path() as path, warnings.catch_warnings(
                record=True
            ) as caught:
                warnings.simplefilter("always")
                with module.RunLogger(path, model=mock.MagicMock()) as log:
                    for step in range(1, 5):
                        log.batch(step, 1.0, closure=lambda: 1.0, grad_norm=1.0, weight_norm=1.0)
                said = [str(warning.message) for warning in caught]
                self.assertEqual(len([text for text in said if "not measured" in text]), 1, said)
                self.assertTrue(any(repr(error) in text for text in said), said)
                self.assertEqual([record["step"] for record in read_log(path)], [1, 2, 3, 4])

    def test_an_interrupt_is_no_fault_of_a_measurement(self):
        with mock.patch.multiple(
            module,
            undisturbed=lambda model: contextlib.nullcontext(),
            TorchHessian=mock.Mock(side_effect=KeyboardInterrupt),
        ), contract(lambda_max=(1, "steps")), log_path() as path:
            with module.RunLogger(path, model=mock.MagicMock()) as log:
                with self.assertRaises(KeyboardInterrupt):
                    log.batch(1, 1.0, closure=lambda: 1.0)


class Values(unittest.TestCase):
    def test_nan_and_infinities_are_written_as_json_of_python_does(self):
        with contract(loss_train_nats=(1, "batch"), a=(1, "batch")), log_path() as path:
            with module.RunLogger(path) as log:
                log.batch(1, math.nan, a=math.inf)
                log.batch(2, -math.inf, a=-math.inf)
            text = path.read_text(encoding="utf-8")
            self.assertIn('"loss_train_nats": NaN, "a": Infinity', text)
            self.assertIn('"loss_train_nats": -Infinity, "a": -Infinity', text)

    def test_bits_follow_from_nats_and_what_is_given_is_kept(self):
        with log_path() as path, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with module.RunLogger(path) as log:
                log.batch(1, math.log(8))
                log.batch(2, 1.0, loss_train_bits=7.0)
            records = read_log(path)
            self.assertAlmostEqual(records[0]["loss_train_bits"], 3, delta=1e-12)
            self.assertEqual(records[1]["loss_train_bits"], 7)

    def test_arrays_of_one_number_are_numbers(self):
        class Scalar:
            def item(self):
                return 0.5

        with contract(a=(1, "batch"), b=(1, "batch")), log_path() as path:
            with module.RunLogger(path) as log:
                log.batch(1, Scalar(), a=Scalar(), b=None, mine=[Scalar(), 2])
            record = read_log(path)[0]
            self.assertEqual(
                [record["loss_train_nats"], record["a"], record["mine"]], [0.5, 0.5, [0.5, 2]]
            )
            self.assertNotIn("b", record)

    def test_size_of_a_checkpoint_of_one_file_or_many(self):
        with log_path() as path:
            folder = path.parent / "checkpoint" / "shards"
            folder.mkdir(parents=True)
            (folder / "a").write_bytes(bytes(250_000))
            (folder.parent / "b").write_bytes(bytes(500_000))
            with module.RunLogger(path) as log:
                log.checkpoint(folder / "a")
                log.checkpoint(folder.parent)
            self.assertEqual(
                [record["checkpoint_size_mb"] for record in read_log(path)], [0.25, 0.75]
            )

    def test_other_processes_are_answered_alike_and_write_nothing(self):
        with contract(a=(10, "steps"), loss_val_nats=(7, "steps")), log_path() as path:
            with module.RunLogger(path) as first, module.RunLogger(path, enabled=False) as other:
                for step in range(1, 41):
                    for log in (first, other):
                        log.batch(step, 2.0, a=lambda: 1)
                    self.assertEqual(first.due("val_loss"), other.due("val_loss"))
                    if first.due("val_loss"):
                        for log in (first, other):
                            log.validation(loss=1.0)
            self.assertEqual(len(steps_with(read_log(path), "a")), 4)

    def test_steps_per_epoch_must_be_positive(self):
        with log_path() as path:
            self.assertRaisesRegex(ValueError, "positive; it is 0", module.RunLogger, path, 0)


if __name__ == "__main__":
    unittest.main()
