import { fileError } from "./logError.ts";
import { removeLeftovers, TemporaryFile } from "./temporaryFile.ts";

/**
 * Writes a file in one step: under its name there is what was there before or all of the new bytes, never a part.
 * @throws {LogError} where it cannot be written; what was there stays.
 */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await removeLeftovers(path);
    const file = await TemporaryFile.create(path);
    try {
      await file.write(typeof content === "string" ? Buffer.from(content) : content);
      await file.sync();
      await file.replace();
    } catch (error) {
      await file.discard();
      throw error;
    }
  } catch (error) {
    throw fileError(error, path, "write");
  }
}
