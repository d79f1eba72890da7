import { at } from "../at.ts";
import { schurComplement } from "./schur.ts";

/**
 * Sums of products of a linear model's columns, from which the residual sum under first-order autocorrelation follows
 * for every phi in constant time: with A the plain sums, E those of the two end rows and C those of neighbors, the
 * whitened sums are (1 + phi^2) A - phi^2 E - 2 phi C.
 */
export class ArMoments {
  readonly #size: number;
  readonly #plain: Float64Array;
  readonly #ends: Float64Array;
  readonly #lagged: Float64Array;
  readonly #whitened: Float64Array;

  /** @param columns of equal length, that of the response last; about centered, since sums of products cancel. */
  constructor(columns: readonly Float64Array[], weights: Float64Array) {
    const m = columns.length;
    const n = weights.length;
    this.#size = m;
    this.#plain = new Float64Array(m * m);
    this.#ends = new Float64Array(m * m);
    this.#lagged = new Float64Array(m * m);
    this.#whitened = new Float64Array(m * m);
    const weighted = columns.map((column) => column.map((value, i) => at(weights, i) * value));
    for (const [j, one] of weighted.entries()) {
      for (const [k, other] of weighted.entries()) {
        if (k > j) {
          break;
        }
        let [plain, lagged] = [at(one, 0) * at(other, 0), 0];
        for (let i = 1; i < n; i++) {
          plain += at(one, i) * at(other, i);
          lagged += at(one, i) * at(other, i - 1) + at(one, i - 1) * at(other, i);
        }
        this.#set(this.#plain, j, k, plain);
        this.#set(this.#lagged, j, k, lagged / 2);
        this.#set(this.#ends, j, k, at(one, 0) * at(other, 0) + at(one, n - 1) * at(other, n - 1));
      }
    }
  }

  /** Residual sum of squares of the last column on the others at a phi; Infinity where they depend on each other. */
  rss(phi: number): number {
    const { length } = this.#plain;
    for (let i = 0; i < length; i++) {
      this.#whitened[i] =
        (1 + phi * phi) * at(this.#plain, i) - phi * phi * at(this.#ends, i) - 2 * phi * at(this.#lagged, i);
    }
    return schurComplement(this.#whitened, this.#size);
  }

  #set(matrix: Float64Array, j: number, k: number, value: number): void {
    matrix[j * this.#size + k] = value;
    matrix[k * this.#size + j] = value;
  }
}
