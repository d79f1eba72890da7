"""The examples of media/docs/logging.md, with classes that have the signatures of the libraries."""

import importlib.util
import sys
import unittest
from unittest import mock

from documented import ExampleCase, package
from logging_module import read_log
from logging_module import slopewise_logging as module


class State:
    """What transformers passes to a callback as the state of its Trainer."""

    is_world_process_zero = True

    def __init__(self, step):
        self.global_step = step
        self.epoch = step / 10


class Examples(ExampleCase):
    def test_plain_pytorch_logs_batches_and_validations(self):
        losses = [2.5 - step / 100 for step in range(20)]
        self.run_example(
            "Plain PyTorch",
            {},
            loader=range(10),
            model=None,
            optimizer=mock.Mock(param_groups=[{"lr": 0.1, "weight_decay": 0.01}]),
            batches=[(loss, None) for loss in losses],
            train_step=lambda x, y: x,
            validate=lambda: 3.0,
        )
        records = read_log(self.path)
        trained = [record for record in records if "loss_train_nats" in record]
        self.assertEqual([record["loss_train_nats"] for record in trained], losses)
        self.assertEqual(trained[0]["lr"], 0.1)
        self.assertIn(3.0, [record.get("loss_val_nats") for record in records])

    def test_hugging_face_logs_losses_and_evaluations(self):
        scope = self.run_example(
            "Hugging Face Trainer",
            {"transformers": package("transformers", TrainerCallback=object)},
        )
        callback = scope["Log"]()
        # transformers calls on_log(args, state, control, logs=logs, **kwargs).
        for step in range(1, 6):
            logs = {"loss": 2.0, "grad_norm": 1.0, "learning_rate": 1e-4, "epoch": step / 10}
            callback.on_log(None, State(step), None, logs=logs, model=None)
        callback.on_log(None, State(5), None, logs={"eval_loss": 1.5, "epoch": 0.5}, model=None)
        callback.on_log(None, State(5), None, logs={"train_runtime": 3.0}, model=None)
        records = read_log(self.path)
        self.assertEqual([record["step"] for record in records], [1, 2, 3, 4, 5, 5])
        self.assertEqual(records[0]["lr"], 1e-4)
        self.assertEqual(records[-1]["loss_val_nats"], 1.5)

    def test_keras_logs_batches_and_validations(self):
        callbacks = package("keras.callbacks", Callback=object)
        keras = package("keras", callbacks=callbacks)
        scope = self.run_example("Keras", {"keras": keras}, steps_per_epoch=5)
        callback = scope["Log"]()
        # Keras calls on_train_batch_end(batch, logs) and on_test_end(logs).
        for _ in range(2):
            for batch in range(5):
                callback.on_train_batch_end(batch, {"loss": 2.0, "accuracy": 0.5})
            callback.on_test_end({"loss": 1.5, "accuracy": 0.6})
        records = read_log(self.path)
        steps = [record["step"] for record in records]
        self.assertEqual(steps, [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10])
        self.assertEqual(records[5]["acc_val"], 0.6)

    def test_lightning_makes_a_trainer_with_the_callback(self):
        trainer = mock.Mock()

        class Callback:
            """Lightning's base class of callbacks."""

        pytorch = package("lightning.pytorch", Trainer=trainer, Callback=Callback)
        lightning = package("lightning", pytorch=pytorch)
        # The base class is taken when the module is loaded, so it is loaded again.
        spec = importlib.util.spec_from_file_location("slopewise_logging", module.__file__)
        fresh = importlib.util.module_from_spec(spec)
        with mock.patch.dict(sys.modules, {"lightning": lightning, "lightning.pytorch": pytorch}):
            spec.loader.exec_module(fresh)
        modules = {"lightning": lightning, "lightning.pytorch": pytorch, "slopewise_logging": fresh}
        self.run_example("Lightning", modules)
        (callback,) = trainer.call_args.kwargs["callbacks"]
        self.assertIsInstance(callback, Callback)


if __name__ == "__main__":
    unittest.main()
