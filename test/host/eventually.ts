const LOOK_EVERY_MS = 25;

/**
 * Waits until `look` gives something other than null, undefined or false, and gives that.
 * Throws once `limit` milliseconds have passed, with what `look` threw last as the cause.
 */
export async function eventually<T>(what: string, look: () => T | Promise<T>, limit = 15_000): Promise<NonNullable<T>> {
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

async function attempt<T>(look: () => T | Promise<T>): Promise<{ readonly value?: T; readonly error?: unknown }> {
  try {
    return { value: await look() };
  } catch (error) {
    return { error };
  }
}
