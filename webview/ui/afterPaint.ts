/**
 * Calls steps one after the other once what the page shows now is on the screen. Between two of them the page draws, and
 * takes what a person does.
 */
export function afterPaint(steps: readonly (() => void)[]): void {
  // In the callback of a frame nothing of it is on the screen yet.
  requestAnimationFrame(() => next(steps));
}

function next([step, ...others]: readonly (() => void)[]): void {
  if (step !== undefined) {
    requestAnimationFrame(() =>
      setTimeout(() => {
        try {
          step();
        } finally {
          // One that cannot be shown keeps nothing else from the page.
          next(others);
        }
      }),
    );
  }
}
