/** How to call the npm that runs this script, or the one on the PATH. */
export function npmCommand(...args: readonly string[]): string[] {
  const script = process.env["npm_execpath"];
  return [...(script === undefined ? ["npm"] : [process.execPath, script]), ...args];
}
