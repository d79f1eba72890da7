"""The callback in runs of the real Trainer, of whichever Lightning is installed."""

import importlib.util
import logging
import pathlib
import statistics
import sys
import unittest
import warnings

if importlib.util.find_spec("lightning"):
    import lightning.pytorch as lightning
elif importlib.util.find_spec("pytorch_lightning"):
    import pytorch_lightning as lightning
else:
    raise unittest.SkipTest("PyTorch Lightning is not installed")

import torch
from logging_module import log_path, read_log
from logging_module import slopewise_logging as module
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

for name in ("lightning.pytorch", "pytorch_lightning"):
    logging.getLogger(name).setLevel(logging.ERROR)


def batches():
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(160, 4, generator=generator)
    return DataLoader(
        TensorDataset(x, torch.randint(0, 3, (160,), generator=generator)), batch_size=16
    )


class Classifier(lightning.LightningModule):
    """A small network that keeps the losses of its batches."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
        self.losses = []

    def loss(self, batch):
        return nn.functional.cross_entropy(self.net(batch[0]), batch[1])

    def training_step(self, batch, _):
        loss = self.loss(batch)
        self.losses.append(loss.item())
        self.log("train_acc", (self.net(batch[0]).argmax(1) == batch[1]).float().mean())
        return loss

    def validation_step(self, batch, _):
        self.log("val_loss", self.loss(batch))
        self.log("my/acc", torch.tensor(0.25))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01, weight_decay=0.001)


def fit(path, epochs, classifier=None, resume=None, **options):
    """Trains for some epochs with the callback and a checkpoint an epoch; returns the module."""
    classifier = classifier or Classifier()
    callback = module.SlopewiseCallback(
        path, names={"val_acc": "my/acc"}, loss=lambda own, batch: own.loss(batch)
    )
    saver = lightning.callbacks.ModelCheckpoint(dirpath=path.parent, save_last=True)
    trainer = lightning.Trainer(
        accelerator="cpu",
        max_epochs=epochs,
        callbacks=[callback, saver],
        logger=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        **options,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trainer.fit(classifier, batches(), batches(), ckpt_path=resume)
    return classifier


def values(records, metric):
    return {record["step"]: record[metric] for record in records if metric in record}


class Callback(unittest.TestCase):
    def test_logs_everything_at_its_cadence(self):
        with log_path() as path:
            classifier = fit(path, 52, val_check_interval=0.5)
            records = read_log(path)
        losses = values(records, "loss_train_nats")
        self.assertEqual(list(losses), list(range(1, 521)))
        for step, loss in losses.items():
            self.assertAlmostEqual(loss, classifier.losses[step - 1], delta=1e-6)
        self.assertEqual(list(values(records, "loss_val_nats")), list(range(5, 521, 5)))
        self.assertEqual(set(values(records, "acc_val").values()), {0.25})
        self.assertEqual(list(values(records, "grad_norm"))[:4], [3, 5, 8, 10])
        self.assertEqual(list(values(records, "lambda_max")), [500])
        self.assertEqual(list(values(records, "hutch_trace")), [500])
        self.assertEqual(list(values(records, "psd_tail"))[:3], [20, 40, 60])
        self.assertEqual(len(values(records, "checkpoint_size_mb")), 52)
        self.assertEqual(set(values(records, "lr").values()), {0.01})
        self.assertEqual(set(values(records, "wd").values()), {0.001})
        self.assertTrue(all(0 <= value <= 1 for value in values(records, "acc_train").values()))

    def test_the_loss_of_a_step_is_the_mean_over_its_batches(self):
        with log_path() as path:
            classifier = fit(path, 2, accumulate_grad_batches=4)
            losses = values(read_log(path), "loss_train_nats")
        # Ten batches an epoch: two steps of four, one of the two that are left.
        groups = [(0, 4), (4, 8), (8, 10), (10, 14), (14, 18), (18, 20)]
        expected = [statistics.fmean(classifier.losses[start:end]) for start, end in groups]
        self.assertEqual(list(losses), [1, 2, 3, 4, 5, 6])
        for found, mean in zip(losses.values(), expected):
            self.assertAlmostEqual(found, mean, delta=1e-6)

    def test_a_run_resumed_from_a_checkpoint_goes_on(self):
        with log_path() as path:
            fit(path, 3)
            fit(path, 6, resume=str(path.parent / "last.ckpt"))
            records = read_log(path)
        self.assertEqual(list(values(records, "loss_train_nats")), list(range(1, 61)))
        self.assertEqual(list(values(records, "psd_tail")), [20, 40, 60])

    def test_an_error_in_training_closes_the_log(self):
        class Failing(Classifier):
            def training_step(self, batch, index):
                if index == 5:
                    raise KeyError("on purpose")
                return super().training_step(batch, index)

        with log_path() as path:
            self.assertRaises(KeyError, fit, path, 1, Failing())
            self.assertEqual(len(read_log(path)), 5)

    def test_without_lightning_the_callback_says_what_to_import(self):
        file = pathlib.Path(module.__file__)
        hidden = {name: loaded for name, loaded in sys.modules.items() if "lightning" in name}
        for each in hidden:
            del sys.modules[each]
        try:
            spec = importlib.util.spec_from_file_location("alone", file)
            alone = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(alone)
            self.assertRaisesRegex(ImportError, "before this module", alone.SlopewiseCallback, "x")
        finally:
            sys.modules.update(hidden)


if __name__ == "__main__":
    unittest.main()
