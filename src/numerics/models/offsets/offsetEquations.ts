import { at } from "../../at.ts";

/** Where a search is: the ratio r = c / A of a floor to its decay's amplitude, and the decay's rate. */
export interface Place {
  readonly ratio: number;
  readonly beta: number;
}

/** Normal equations of a step in ratio and beta, the constant projected out. */
interface System {
  readonly rss: number;
  readonly er: number;
  readonly eb: number;
  readonly rr: number;
  readonly rb: number;
  readonly bb: number;
}

/** The normal equations of a curve's residuals and of their derivatives by ratio and by beta, whitened at some phi. */
export class OffsetEquations {
  readonly #columns: readonly [residuals: Float64Array, byRatio: Float64Array, byBeta: Float64Array];
  readonly #weights: Float64Array;
  readonly #one: Float64Array;
  readonly #white: readonly [Float64Array, Float64Array, Float64Array];
  #phi = NaN;
  #size = NaN;

  /** @param columns read again at every call: what fills them stays with the caller */
  constructor(columns: readonly [Float64Array, Float64Array, Float64Array], weights: Float64Array) {
    const n = weights.length;
    this.#columns = columns;
    this.#weights = weights;
    this.#one = new Float64Array(n);
    this.#white = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  }

  at(phi: number): System {
    this.#whitenOne(phi);
    const [e, r, b] = this.#white;
    this.#columns.forEach((column, j) => {
      whitenInto(this.#white[j] ?? e, column, this.#weights, phi);
    });
    const one = this.#one;
    const [s1e, s1r, s1b] = [dot(one, e), dot(one, r), dot(one, b)];
    const left = (product: number, first: number, second: number): number => product - (first * second) / this.#size;
    return {
      rss: Math.max(0, left(dot(e, e), s1e, s1e)),
      er: left(dot(e, r), s1e, s1r),
      eb: left(dot(e, b), s1e, s1b),
      rr: left(dot(r, r), s1r, s1r),
      rb: left(dot(r, b), s1r, s1b),
      bb: left(dot(b, b), s1b, s1b),
    };
  }

  /** The whitened constant, which stays the same while phi does. */
  #whitenOne(phi: number): void {
    if (phi !== this.#phi) {
      whitenInto(this.#one, null, this.#weights, phi);
      this.#phi = phi;
      this.#size = dot(this.#one, this.#one);
    }
  }
}

/** What `whiten` gives, into an array that is there already; of ones where there are no values. */
function whitenInto(white: Float64Array, values: Float64Array | null, weights: Float64Array, phi: number): void {
  let before = 0;
  for (let i = 0; i < white.length; i++) {
    const value = values === null ? at(weights, i) : at(weights, i) * at(values, i);
    white[i] = i === 0 ? Math.sqrt(1 - phi * phi) * value : value - phi * before;
    before = value;
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    sum += at(one, i) * at(other, i);
  }
  return sum;
}

/** A step damped as Marquardt does; towards the bound of the ratio only most of the way. Null where there is none. */
export function dampedStep({ ratio, beta }: Place, { er, eb, rr, rb, bb }: System, damping: number): Place | null {
  const [a11, a22] = [rr * (1 + damping), bb * (1 + damping)];
  const determinant = a11 * a22 - rb * rb;
  if (!(determinant > 0)) {
    return null;
  }
  const next = ratio + (er * a22 - eb * rb) / determinant;
  return { ratio: next > 0 ? next : 0.1 * ratio, beta: beta + (eb * a11 - er * rb) / determinant };
}
