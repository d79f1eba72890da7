"""Hutch++ and power iteration on small matrices whose trace and eigenvalues are known."""

import math
import random
import statistics
import unittest

from logging_module import slopewise_logging as module


class Matrix:
    """A symmetric matrix as lists, with a count of its products."""

    def __init__(self, rows):
        self.rows = rows
        self.products = 0

    @classmethod
    def with_eigenvalues(cls, values, seed=0):
        """A matrix of these eigenvalues in random directions: a diagonal one, reflected thrice."""
        size = len(values)
        generator = random.Random(seed)
        matrix = cls(
            [[value if i == j else 0.0 for j in range(size)] for i, value in enumerate(values)]
        )
        for _ in range(3):
            v = [generator.gauss(0, 1) for _ in range(size)]
            matrix = matrix.reflected(module.scaled(v, 1 / math.sqrt(module.dot(v, v))))
        return matrix

    def reflected(self, v):
        """H A H with the Householder reflection H = I - 2 v v', for a v of length 1."""
        image = self.multiply(v)
        w = module.add(image, -module.dot(v, image), v)
        return Matrix(
            [
                [a - 2 * (v[i] * w[j] + w[i] * v[j]) for j, a in enumerate(row)]
                for i, row in enumerate(self.rows)
            ]
        )

    def multiply(self, vector):
        self.products += 1
        return [module.dot(row, vector) for row in self.rows]


def probe_of(size, seed=0):
    generator = random.Random(seed)
    return lambda: module.random_signs(size, generator)


class PowerIteration(unittest.TestCase):
    def test_known_two_by_two(self):
        # [[2, 1], [1, 2]] has the eigenvalues 1 and 3, the latter along (1, 1).
        matrix = Matrix([[2.0, 1.0], [1.0, 2.0]])
        value, vector = module.largest_eigenvalue(matrix.multiply, [1.0, 0.0], 60, tolerance=1e-8)
        self.assertAlmostEqual(value, 3, delta=1e-12)
        self.assertAlmostEqual(abs(vector[0] + vector[1]), math.sqrt(2), delta=1e-12)

    def test_largest_of_a_positive_matrix_with_its_own_tolerance(self):
        for seed in range(20):
            matrix = Matrix.with_eigenvalues([0.1 * i for i in range(30)] + [8.0], seed)
            start = probe_of(31, seed)()
            value, _ = module.largest_eigenvalue(matrix.multiply, start)
            self.assertAlmostEqual(value, 8, delta=0.04)
            self.assertLessEqual(matrix.products, 20)

    def test_largest_where_a_negative_eigenvalue_is_of_greater_magnitude(self):
        matrix = Matrix.with_eigenvalues([-9.0, -1.0, 0.0, 0.5, 4.0])
        value, _ = module.largest_eigenvalue(matrix.multiply, probe_of(5)(), 200, tolerance=1e-6)
        self.assertAlmostEqual(value, 4, delta=1e-6)

    def test_largest_of_a_negative_matrix(self):
        matrix = Matrix.with_eigenvalues([-9.0, -5.0, -2.0])
        value, _ = module.largest_eigenvalue(matrix.multiply, probe_of(3)(), 500, tolerance=1e-6)
        self.assertAlmostEqual(value, -2, delta=1e-6)

    def test_opposite_eigenvalues_do_not_look_settled(self):
        # The quotient stands still from the first product on, between 5 and -5.
        matrix = Matrix([[5.0, 0.0], [0.0, -5.0]])
        module.dominant_eigenvalue(matrix.multiply, [1.0, 0.5], 20)
        self.assertEqual(matrix.products, 20)

    def test_zero_matrix(self):
        matrix = Matrix([[0.0, 0.0], [0.0, 0.0]])
        self.assertEqual(module.largest_eigenvalue(matrix.multiply, [1.0, 1.0])[0], 0)


class HutchPlusPlus(unittest.TestCase):
    def test_exact_where_the_sketch_spans_the_space(self):
        matrix = Matrix([[2.0, 1.0, 0.0], [1.0, -3.0, 0.5], [0.0, 0.5, 7.0]])
        self.assertAlmostEqual(
            module.hutch_plus_plus(matrix.multiply, probe_of(3), 24), 6, delta=1e-9
        )

    def test_exact_for_a_matrix_of_low_rank(self):
        matrix = Matrix.with_eigenvalues([50.0, -7.0, 3.0] + [0.0] * 57)
        self.assertAlmostEqual(
            module.hutch_plus_plus(matrix.multiply, probe_of(60), 12), 46, delta=1e-8
        )

    def test_counts_no_product_beyond_those_allowed(self):
        matrix = Matrix.with_eigenvalues([1.0] * 40)
        module.hutch_plus_plus(matrix.multiply, probe_of(40), 12)
        self.assertEqual(matrix.products, 12)

    def test_unbiased_and_far_better_than_plain_probes_on_a_falling_spectrum(self):
        values = [100 / (i + 1) ** 2 for i in range(60)]
        trace = math.fsum(values)
        sketched, plain = [], []
        for seed in range(60):
            matrix = Matrix.with_eigenvalues(values, seed)
            sketched.append(module.hutch_plus_plus(matrix.multiply, probe_of(60, seed), 12))
            probe = probe_of(60, seed)
            probes = [probe() for _ in range(12)]
            plain.append(statistics.fmean(module.dot(v, matrix.multiply(v)) for v in probes))
        error = statistics.stdev(sketched)
        self.assertLess(abs(statistics.fmean(sketched) - trace), 4 * error / math.sqrt(60))
        self.assertLess(error, statistics.stdev(plain) / 3)

    def test_zero_matrix(self):
        matrix = Matrix([[0.0] * 4 for _ in range(4)])
        self.assertEqual(module.hutch_plus_plus(matrix.multiply, probe_of(4)), 0)


if __name__ == "__main__":
    unittest.main()
