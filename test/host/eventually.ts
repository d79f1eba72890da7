import { patience } from "./patience.ts";

const LOOK_EVERY_MS = 25;

/**
 * Waits until `look` gives something other than null, undefined or false, and gives that.
 * Throws once `limit` milliseconds have passed, with what `look` threw last as the cause.
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  limit: number = patience.condition,
): Promise<NonNullable<T>> {
  const start = performance.now();
  for (;;) {
    const { value, error } = await attempt(look);
    if (value !== undefined && value !== null && value !== false) {
      return value;
    }
    if (performance.now() - start > limit) {
      const cause = error instanceof Error ? ` ${error.message}` : "";
      throw new Error(`Waited ${limit} ms in vain: ${what}.${cause}`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/**
 * Does something and waits for what it should bring, again and again: an editor that is being laid out takes no notice of
 * the mouse, and a click may hit what is just being replaced. `attempt` is told how long to wait in milliseconds, each
 * time twice as long, so that a slow machine is given its time; it says whether it came, or throws where it did not.
 */
export async function insist(what: string, attempt: (timeout: number) => Promise<unknown>): Promise<void> {
  let timeout: number = patience.firstTry;
  const tried = async (): Promise<boolean> => {
    const now = timeout;
    timeout *= 2;
    return (await attempt(now)) !== false;
  };
  await eventually(what, tried, patience.tries);
}

async function attempt<T>(look: () => T | Promise<T>): Promise<{ readonly value?: T; readonly error?: unknown }> {
  try {
    return { value: await look() };
  } catch (error) {
    return { error };
  }
}
