// As much of ml-regression as the tests compare with; the package brings no types.
declare module "ml-regression" {
  export class SLR {
    readonly slope: number;
    readonly intercept: number;
    constructor(x: number[], y: number[]);
  }
}
