/** A record whose step (or epoch, in a log without steps) is no greater than the one before. */
export interface StepBack {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  /** True where it goes back to where the log began, or before that. */
  readonly toStart: boolean;
}

/** How often a clock was set back in one way, and where first and last. */
export class StepBacks {
  count = 0;
  first: StepBack | null = null;
  /** The record of the last of them. */
  lastRow = 0;

  note(back: StepBack): void {
    this.count += 1;
    this.first ??= back;
    this.lastRow = back.row;
  }

  forget(): void {
    this.count = 0;
    this.first = null;
    this.lastRow = 0;
  }
}
