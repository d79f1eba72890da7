import { shownRange } from "../cursor/zoomRange.ts";
import { valueAt, type AxisKind, type Range } from "../axes/range.ts";

/** The part of the axis that is shown of runs that are followed, where no other was chosen. */
const lastPart = 0.2;

/** The x axis that charts share: all that there is to show, and the part that is shown. */
export class SharedAxis {
  #whole: Range = [0, 1];
  #zoom: Range | null = null;
  #isFollowing = false;

  get whole(): Range {
    return this.#whole;
  }

  get isZoomed(): boolean {
    return this.#zoom !== null;
  }

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** The part that curves are asked for; null for all, as where their end is followed: it is not known before they come. */
  get asked(): Range | null {
    return this.#isFollowing ? null : this.#zoom;
  }

  shown(kind: AxisKind): Range {
    return shownRange(this.#zoom, this.#whole, kind);
  }

  /** Shows a part, null for all; what is chosen by hand is not moved any more. */
  zoomTo(range: Range | null): void {
    this.#zoom = range;
    this.#isFollowing = false;
  }

  /** Keeps the end in sight from now on, or shows all again. */
  follow(isOn: boolean, kind: AxisKind): void {
    this.#isFollowing = isOn;
    if (isOn) {
      const [low, high] = this.#zoom ?? [valueAt(this.#whole, kind, 1 - lastPart), this.#whole[1]];
      this.#moveToEnd([low, high], kind);
    } else {
      this.#zoom = null;
    }
  }

  /** Curves of all that there is have come. */
  grow(whole: Range | null, kind: AxisKind): void {
    if (whole === null || this.asked !== null) {
      return;
    }
    this.#whole = whole;
    if (this.#isFollowing && this.#zoom !== null) {
      this.#moveToEnd(this.#zoom, kind);
    }
  }

  /** Moves a part so that it ends where all ends, and stays as wide on the screen. */
  #moveToEnd([low, high]: Range, kind: AxisKind): void {
    const by = (value: number): number =>
      kind === "log" ? (value * this.#whole[1]) / high : value + this.#whole[1] - high;
    this.#zoom = [Math.max(by(low), this.#whole[0]), this.#whole[1]];
  }
}
