import type { DiskOperation } from "./recordedDisk.ts";

/**
 * What a disk may hold when the power is lost after `operations`. Files that were synchronised hold what was written
 * before; of later writes any may be lost, or show as NUL bytes where only the new size arrived. Of names changed since
 * the folder was synchronised, a beginning has arrived, in order.
 */
export function crashState(operations: readonly DiskOperation[], random: () => number): Map<string, Buffer> {
  const contents = contentsOf(operations, random);
  const state = new Map<string, Buffer>();
  for (const [path, file] of namesOf(operations, random)) {
    state.set(path, contents.get(file) ?? Buffer.alloc(0));
  }
  return state;
}

function namesOf(operations: readonly DiskOperation[], random: () => number): Map<string, number> {
  const durable = operations.findLastIndex(({ kind }) => kind === "syncFolder") + 1;
  const end = durable + Math.floor(random() * (operations.length - durable + 1));
  const names = new Map<string, number>();
  for (const operation of operations.slice(0, end)) {
    switch (operation.kind) {
      case "create":
        names.set(operation.path, operation.file);
        break;
      case "rename":
        names.set(operation.to, names.get(operation.from) ?? -1);
        names.delete(operation.from);
        break;
      case "remove":
        names.delete(operation.path);
        break;
      default:
    }
  }
  return names;
}

function contentsOf(operations: readonly DiskOperation[], random: () => number): Map<number, Buffer> {
  const contents = new Map<number, Buffer>();
  for (const [index, operation] of operations.entries()) {
    if (operation.kind !== "write" && operation.kind !== "truncate") {
      continue;
    }
    const { file } = operation;
    const before = contents.get(file) ?? Buffer.alloc(0);
    const durable = operations.slice(index).some((later) => later.kind === "sync" && later.file === file);
    if (operation.kind === "truncate") {
      contents.set(file, durable || random() < 0.5 ? before.subarray(0, operation.size) : before);
    } else {
      contents.set(file, written(before, operation, durable ? 1 : random()));
    }
  }
  return contents;
}

/** `fate`: below a third the write is lost, below two thirds only the size has arrived. */
function written(before: Buffer, write: { readonly at: number; readonly bytes: Uint8Array }, fate: number): Buffer {
  if (fate < 1 / 3) {
    return before;
  }
  const after = Buffer.alloc(Math.max(before.length, write.at + write.bytes.length));
  before.copy(after);
  if (fate >= 2 / 3) {
    after.set(write.bytes, write.at);
  }
  return after;
}
