import { lstatSync, type BigIntStats } from "node:fs";

/** What a file was when it was looked at: as long as this is the same, nobody has written to it. */
export interface FileSignature {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: bigint;
  readonly modified: bigint;
  readonly changed: bigint;
}

/** The signature of a file from what the system says of it. */
export function signatureFrom(stat: BigIntStats): FileSignature {
  return { device: stat.dev, inode: stat.ino, size: stat.size, modified: stat.mtimeNs, changed: stat.ctimeNs };
}

/** The signature of what stands at a path, links not followed; null where there is nothing. */
export function signatureAt(path: string): FileSignature | null {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : signatureFrom(stat);
}

/** True where nothing happened to a file between two looks; nothing at all (null) is the same as nothing. */
export function sameSignature(a: FileSignature | null, b: FileSignature | null): boolean {
  if (a === null || b === null) {
    return a === b;
  }
  return (
    a.device === b.device &&
    a.inode === b.inode &&
    a.size === b.size &&
    a.modified === b.modified &&
    a.changed === b.changed
  );
}

/** True for the same file with the same last write; its links, its name among them, may have changed since. */
export function sameWrite(a: FileSignature, b: FileSignature): boolean {
  return a.device === b.device && a.inode === b.inode && a.size === b.size && a.modified === b.modified;
}

/** A signature in a form that can be kept: JSON has no bigint. */
export type SignatureText = Readonly<Record<keyof FileSignature, string>>;

/** The text of a signature, from which `signatureOfText` makes it again. */
export function signatureText({ device, inode, size, modified, changed }: FileSignature): SignatureText {
  return {
    device: String(device),
    inode: String(inode),
    size: String(size),
    modified: String(modified),
    changed: String(changed),
  };
}

/** The signature of a text that `signatureText` made. @throws {SyntaxError} where a number in it is none. */
export function signatureOfText({ device, inode, size, modified, changed }: SignatureText): FileSignature {
  return {
    device: BigInt(device),
    inode: BigInt(inode),
    size: BigInt(size),
    modified: BigInt(modified),
    changed: BigInt(changed),
  };
}
