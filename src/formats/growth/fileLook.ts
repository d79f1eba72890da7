/** What takes the bytes of a growing file. It keeps the beginning of a record whose end has not come. */
export interface ByteTaker {
  /** The file will come from its first byte: all that was taken of it is forgotten. */
  restart(): void;
  /** Takes the next bytes, which are valid only until it returns. */
  push(bytes: Uint8Array): void;
}

/**
 * What one look at a file came to. `waiting`: what stands there is not to be believed yet, or not whole; what was known
 * last stays, and the next look tries again.
 */
export interface FileLook {
  readonly state: "same" | "grew" | "rebuilt" | "waiting" | "gone";
  /** Size in bytes. */
  readonly size: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
}

/** A file that is read again and again as it grows. Looks at one file must not overlap. */
export interface GrowingFile {
  /** @throws {LogError} where the file is there but cannot be read. */
  look(taker: ByteTaker): Promise<FileLook>;
}

/** Whether a file is not there any more, or its folder is not. */
export function isAbsence(code: string | null): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}
