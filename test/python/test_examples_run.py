"""The examples of media/docs/logging.md in short trainings of the libraries that are installed."""

import contextlib
import importlib.util
import io
import os
import unittest
import warnings

from documented import ExampleCase
from logging_module import read_log
from logging_module import slopewise_logging as module


def has(*names):
    """Whether all of these packages are installed; says the missing one of a skipped test."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, f"{' and '.join(missing)} not installed")


def values(records, key):
    return [record[key] for record in records if key in record]


class Trainings(ExampleCase):
    def setUp(self):
        super().setUp()
        # What the libraries themselves warn of is not ours.
        warnings.simplefilter("ignore")

    @has("torch")
    def test_plain_pytorch(self):
        import torch

        torch.manual_seed(1)
        model = torch.nn.Linear(4, 3)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.01)
        x, y = torch.randn(80, 4), torch.randint(0, 3, (80,))
        loader = list(zip(x.split(8), y.split(8)))

        def train_step(inputs, targets):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(inputs), targets)
            loss.backward()
            optimizer.step()
            return loss

        self.run_example(
            "Plain PyTorch",
            {},
            loader=loader,
            model=model,
            optimizer=optimizer,
            batches=loader * 2,
            train_step=train_step,
            validate=lambda: torch.nn.functional.cross_entropy(model(x), y).item(),
        )
        records = read_log(self.path)
        self.assertEqual(len(values(records, "loss_train_nats")), 20)
        self.assertEqual(set(values(records, "wd")), {0.01})
        self.assertEqual(values(records, "epoch")[-1], 2)
        self.assertGreaterEqual(len(values(records, "loss_val_nats")), 8)
        self.assertGreaterEqual(len(values(records, "grad_norm")), 8)

    @has("torch", "lightning")
    def test_lightning(self):
        import torch
        from lightning.pytorch import LightningModule

        class Network(LightningModule):
            def __init__(self):
                super().__init__()
                self.layer = torch.nn.Linear(4, 3)

            def training_step(self, batch, _):
                loss = torch.nn.functional.cross_entropy(self.layer(batch[0]), batch[1])
                self.log("train_acc", 0.5)
                return loss

            def validation_step(self, batch, _):
                loss = torch.nn.functional.cross_entropy(self.layer(batch[0]), batch[1])
                self.log_dict({"val_loss": loss, "val_acc": 0.4})

            def configure_optimizers(self):
                return torch.optim.SGD(self.parameters(), lr=0.1)

        data = torch.utils.data.TensorDataset(torch.randn(80, 4), torch.randint(0, 3, (80,)))
        loader = torch.utils.data.DataLoader(data, batch_size=8)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder.name)
        # The base class is taken when the module is loaded, so it is loaded again.
        spec = importlib.util.spec_from_file_location("slopewise_logging", module.__file__)
        fresh = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(fresh)
        trainer = self.run_example("Lightning", {"slopewise_logging": fresh})["trainer"]
        trainer.fit_loop.max_epochs = 2
        trainer.fit(Network(), loader, loader)
        records = read_log(self.path)
        self.assertEqual(len(values(records, "loss_train_nats")), 20)
        # A quarter of ten batches is two.
        self.assertEqual(len(values(records, "loss_val_nats")), 10)
        self.assertAlmostEqual(values(records, "acc_val")[-1], 0.4, 6)
        self.assertEqual(set(values(records, "lr")), {0.1})

    @has("torch", "transformers", "accelerate")
    def test_hugging_face_trainer(self):
        import torch
        from transformers import Trainer, TrainingArguments

        class Network(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = torch.nn.Linear(4, 3)

            def forward(self, inputs, labels):
                loss = torch.nn.functional.cross_entropy(self.layer(inputs), labels)
                return {"loss": loss, "logits": self.layer(inputs)}

        data = [{"inputs": torch.randn(4), "labels": i % 3} for i in range(80)]
        arguments = TrainingArguments(
            output_dir=self.folder.name,
            num_train_epochs=2,
            logging_steps=1,
            eval_strategy="epoch",
            save_strategy="no",
            report_to=[],
            disable_tqdm=True,
            use_cpu=True,
        )
        scope = self.run_example("Hugging Face Trainer", {})
        trainer = Trainer(
            model=Network(),
            args=arguments,
            train_dataset=data,
            eval_dataset=data,
            callbacks=[scope["Log"]()],
        )
        with contextlib.redirect_stdout(io.StringIO()):
            trainer.train()
        records = read_log(self.path)
        self.assertEqual(values(records, "step")[:20], sorted(values(records, "step"))[:20])
        self.assertEqual(len(values(records, "loss_train_nats")), 20)
        self.assertEqual(len(values(records, "loss_val_nats")), 2)
        self.assertEqual(len(values(records, "lr")), 20)
        self.assertEqual(values(records, "epoch")[-1], 2)

    @has("keras", "numpy")
    def test_keras(self):
        import keras
        import numpy

        keras.utils.set_random_seed(1)
        x, y = numpy.random.rand(80, 4), numpy.random.randint(0, 3, 80)
        model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
        scope = self.run_example("Keras", {}, steps_per_epoch=10)
        callback = scope["Log"]()
        model.fit(
            x, y, batch_size=8, epochs=2, validation_data=(x, y), callbacks=[callback], verbose=0
        )
        records = read_log(self.path)
        self.assertEqual(values(records, "step"), [*range(1, 11), 10, *range(11, 21), 20])
        self.assertEqual(len(values(records, "loss_train_nats")), 20)
        self.assertEqual(len(values(records, "loss_val_nats")), 2)
        self.assertEqual(len(values(records, "acc_train")), 20)
        self.assertEqual(values(records, "epoch")[-1], 2)


if __name__ == "__main__":
    unittest.main()
