import { stat } from "node:fs/promises";
import { resolve } from "node:path";

/** Whether two paths lead to one file, whatever way they are written: by another spelling, a link or a second name. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  if (resolve(one) === resolve(other)) {
    return true;
  }
  const [first = null, second = null] = await Promise.all([one, other].map(inodeOf));
  return first !== null && first === second;
}

async function inodeOf(path: string): Promise<string | null> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );
}
