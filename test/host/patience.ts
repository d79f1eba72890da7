/**
 * How long tests wait, in milliseconds. Every wait ends as soon as its condition holds, so that room costs nothing where
 * all is well, and a machine that is busy with something else fails nothing.
 */
export const patience = {
  /** For one thing to come about: a finding, a file, something on the screen. */
  condition: 60_000,
  /** For what thousands of files bring about. */
  manyFiles: 180_000,
  /** For a click or a key to show before it is tried again; each try waits twice as long as the one before. */
  firstTry: 2_000,
  /** For all such tries: the first ones count for nothing on a machine that needs longer than they wait. */
  tries: 120_000,
  /** For a test of several such waits. */
  test: 300_000,
  /** For the whole suite inside VS Code. */
  suite: 1_200_000,
} as const;

/** For one thing to come about in a unit test: what vitest's `waitFor` and `poll` give it, and how often they look. */
export const patiently = { timeout: patience.condition, interval: 20 } as const;
