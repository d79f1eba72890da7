// As much of the package as is used; it brings no types.
declare module "ml-regression-power" {
  /** y = A x^B, by the line of ln y on ln x. */
  export class PowerRegression {
    constructor(x: number[], y: number[]);
    predict(x: number): number;
  }
}
