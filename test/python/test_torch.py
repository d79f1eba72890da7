"""With torch: Hessians of small models next to exact ones, norms, and undisturbed training."""

import importlib.util
import math
import statistics
import unittest
import unittest.mock
import warnings

from documented import ExampleCase
from logging_module import contract, log_path, read_log
from logging_module import slopewise_logging as module

if importlib.util.find_spec("torch") is None:
    raise unittest.SkipTest("torch is not installed")

import torch
from torch import nn


class Problem:
    """A small model with its data; everything in double precision unless said otherwise."""

    def __init__(self, seed=0, dtype=torch.float64, layers=None):
        torch.manual_seed(seed)
        self.model = layers or nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 3))
        self.model.to(dtype)
        self.x = torch.randn(32, 4, dtype=dtype)
        self.y = torch.randint(0, 3, (32,))

    def loss(self):
        return nn.functional.cross_entropy(self.model(self.x), self.y)

    def exact_hessian(self):
        """The whole matrix, by torch's own means: row after row of the gradient's gradient."""
        parameters = [p for p in self.model.parameters() if p.requires_grad]
        gradients = torch.autograd.grad(self.loss(), parameters, create_graph=True)
        whole = torch.cat([g.reshape(-1) for g in gradients])
        rows = [torch.autograd.grad(entry, parameters, retain_graph=True) for entry in whole]
        return torch.stack([torch.cat([part.reshape(-1) for part in row]) for row in rows])


class Products(unittest.TestCase):
    def test_every_product_is_that_of_the_exact_hessian(self):
        problem = Problem()
        exact = problem.exact_hessian()
        hessian = module.TorchHessian(problem.model, problem.loss)
        self.assertEqual(hessian.size, len(exact))
        for column in range(len(exact)):
            unit = torch.zeros(len(exact), dtype=torch.float64)
            unit[column] = 1
            torch.testing.assert_close(hessian.multiply(unit), exact[column], rtol=0, atol=1e-12)

    def test_largest_eigenvalue_of_an_indefinite_hessian(self):
        for seed in range(5):
            problem = Problem(seed)
            eigenvalues = torch.linalg.eigvalsh(problem.exact_hessian())
            self.assertLess(float(eigenvalues[0]), 0)
            measured = module.Curvature(20, 12, 0).measure(
                problem.model, problem.loss, ["lambda_max"]
            )["lambda_max"]
            self.assertLessEqual(measured, float(eigenvalues[-1]) + 1e-12)
            self.assertAlmostEqual(measured / float(eigenvalues[-1]), 1, delta=0.02)

    def test_trace_is_exact_where_the_products_suffice(self):
        problem = Problem()
        trace = float(problem.exact_hessian().trace())
        found = module.Curvature(20, 3 * 50, 0).measure(
            problem.model, problem.loss, ["hutch_trace"]
        )
        self.assertAlmostEqual(found["hutch_trace"], trace, delta=1e-9)

    def test_trace_of_few_products_is_right_on_average(self):
        problem = Problem()
        trace = float(problem.exact_hessian().trace())
        curvature = module.Curvature(20, 12, 0)
        found = [
            curvature.measure(problem.model, problem.loss, ["hutch_trace"])["hutch_trace"]
            for _ in range(60)
        ]
        deviation = statistics.stdev(found)
        self.assertLess(abs(statistics.fmean(found) - trace), 4 * deviation / math.sqrt(60))
        self.assertLess(deviation, 0.25 * trace)

    def test_single_precision(self):
        problem = Problem(dtype=torch.float32)
        exact = problem.exact_hessian()
        found = module.Curvature(20, 3 * 50, 0).measure(
            problem.model, problem.loss, ["lambda_max", "hutch_trace"]
        )
        largest = float(torch.linalg.eigvalsh(exact)[-1])
        self.assertAlmostEqual(found["lambda_max"] / largest, 1, delta=0.02)
        self.assertAlmostEqual(found["hutch_trace"] / float(exact.trace()), 1, delta=1e-3)

    def test_attention(self):
        problem = Problem(layers=nn.TransformerEncoderLayer(4, 2, 8, dropout=0, batch_first=True))

        def loss():
            return (problem.model(problem.x.view(4, 8, 4)) ** 3).sum()

        wanted = ["lambda_max", "hutch_trace"]
        found = module.Curvature(20, 12, 0).measure(problem.model, loss, wanted)
        self.assertEqual(list(found), wanted)
        self.assertTrue(math.isfinite(found["lambda_max"]))

    def test_frozen_and_unused_parameters_are_left_out(self):
        problem = Problem()
        problem.model.unused = nn.Parameter(torch.ones(7))
        problem.model[0].weight.requires_grad_(False)
        hessian = module.TorchHessian(
            problem.model,
            lambda: nn.functional.cross_entropy(
                problem.model[2](problem.model[1](problem.model[0](problem.x))), problem.y
            ),
        )
        self.assertEqual(hessian.size, 5 + 15 + 3)

    def test_a_loss_without_curvature_has_none(self):
        problem = Problem(layers=nn.Linear(4, 3))
        found = module.Curvature(20, 12, 0).measure(
            problem.model, lambda: problem.model(problem.x).sum(), ["lambda_max", "hutch_trace"]
        )
        self.assertEqual(found, {"lambda_max": 0, "hutch_trace": 0})

    def test_a_direction_that_has_overtaken_the_last_one_is_found_at_once(self):
        model = nn.Module()
        model.weights = nn.Parameter(torch.zeros(2000, dtype=torch.float64))
        curvatures = torch.linspace(0, 1, 2000, dtype=torch.float64)
        measuring = module.Curvature(20, 12, 0)
        for top in (10, 500, 1500):
            curvatures[top] = 10 + top / 100
            found = measuring.measure(
                model, lambda: (curvatures * model.weights**2).sum() / 2, ["lambda_max"]
            )
            self.assertAlmostEqual(found["lambda_max"] / float(curvatures[top]), 1, delta=0.02)

    def test_products_of_a_measurement_are_as_many_as_allowed(self):
        problem = Problem(seed=3)
        products = []
        multiply = module.TorchHessian.multiply

        def counted(hessian, vector):
            products[-1] += 1
            return multiply(hessian, vector)

        measuring = module.Curvature(6, 9, 0)
        with unittest.mock.patch.object(module.TorchHessian, "multiply", counted):
            for _ in range(2):
                products.append(0)
                measuring.measure(problem.model, problem.loss, ["lambda_max", "hutch_trace"])
        # The first measurement makes two more, to check the symmetry.
        self.assertLessEqual(products[0], 6 + 9 + 2)
        self.assertLessEqual(products[1], 6 + 9)


class InTraining(unittest.TestCase):
    def train(self, path, measure):
        """Trains a model that keeps averages and draws random numbers; returns its weights."""
        torch.manual_seed(0)
        layers = nn.Sequential(
            nn.Linear(4, 16), nn.BatchNorm1d(16), nn.Dropout(0.3), nn.Tanh(), nn.Linear(16, 3)
        )
        problem = Problem(dtype=torch.float32, layers=layers)
        optimizer = torch.optim.AdamW(problem.model.parameters(), lr=0.01, weight_decay=0.05)
        closures = []

        def closure(step):
            closures.append(step)
            return problem.loss()

        with module.RunLogger(
            path, steps_per_epoch=10, model=problem.model, optimizer=optimizer
        ) as log:
            for step in range(1, 61):
                optimizer.zero_grad()
                loss = problem.loss()
                loss.backward()
                optimizer.step()
                if measure:
                    log.batch(
                        step, loss, acc=torch.tensor(0.5), closure=lambda step=step: closure(step)
                    )
        return (
            torch.cat([p.reshape(-1) for p in problem.model.state_dict().values()]),
            closures,
            problem.model,
        )

    every = {
        "lr": (1, "batch"),
        "wd": (1, "batch"),
        "loss_train_nats": (1, "batch"),
        "acc_train": (1, "batch"),
        "grad_norm": (10, "steps"),
        "weight_norm": (60, "steps"),
        "lambda_max": (20, "steps"),
        "hutch_trace": (30, "steps"),
    }

    def test_measuring_changes_no_weight_and_costs_nothing_but_at_its_cadence(self):
        with contract(**self.every), log_path() as path:
            expected, _, _ = self.train(path, measure=False)
            weights, closures, model = self.train(path, measure=True)
            torch.testing.assert_close(weights, expected, rtol=0, atol=0)
            self.assertEqual(closures, [20, 30, 40, 60])
            records = read_log(path)
            self.assertEqual([r["step"] for r in records if "lambda_max" in r], [20, 40, 60])
            self.assertEqual([r["step"] for r in records if "hutch_trace" in r], [30, 60])
            self.assertEqual(records[0]["lr"], 0.01)
            self.assertEqual(records[0]["wd"], 0.05)
            parameters = list(model.parameters())
            norms = [
                math.sqrt(sum(float((t.detach() ** 2).sum()) for t in some))
                for some in (parameters, [p.grad for p in parameters])
            ]
            self.assertAlmostEqual(records[-1]["weight_norm"], norms[0], delta=1e-5)
            self.assertAlmostEqual(records[-1]["grad_norm"], norms[1], delta=1e-5)

    def test_a_layer_without_second_derivative_is_reported_and_ends_no_run(self):
        class Once(torch.autograd.Function):
            @staticmethod
            def forward(context, x):
                return x.clone()

            @staticmethod
            @torch.autograd.function.once_differentiable
            def backward(context, gradient):
                return gradient.clone()

        problem = Problem()
        with contract(lambda_max=(1, "steps")), log_path() as path, warnings.catch_warnings(
            record=True
        ) as caught:
            warnings.simplefilter("always")
            with module.RunLogger(path, model=problem.model) as log:
                first, *rest = problem.model
                hidden = nn.Sequential(*rest)
                for step in range(1, 5):
                    log.batch(step, 1.0, closure=lambda: hidden(Once.apply(first(problem.x))).sum())
            said = [
                str(warning.message) for warning in caught if "not measured" in str(warning.message)
            ]
            self.assertEqual(len(said), 1)
            self.assertEqual(len(read_log(path)), 4)


class DocumentedExample(ExampleCase):
    """The example for plain PyTorch in media/docs/logging.md."""

    def test_runs(self):
        model = torch.nn.Linear(4, 3)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

        def train_step(x, y):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            return loss

        batches = [(torch.randn(8, 4), torch.randint(0, 3, (8,))) for _ in range(20)]
        self.run_example(
            "Plain PyTorch",
            {},
            loader=range(10),
            model=model,
            optimizer=optimizer,
            batches=batches,
            train_step=train_step,
            validate=lambda: 1.0,
        )
        records = read_log(self.path)
        self.assertEqual(sum("loss_train_nats" in record for record in records), 20)
        self.assertTrue(any("weight_norm" in record for record in records))


if __name__ == "__main__":
    unittest.main()
