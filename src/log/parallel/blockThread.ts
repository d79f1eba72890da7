import { parentPort, workerData } from "node:worker_threads";
import { claimed, type BlockClaim } from "./blockClaim.ts";
import { memoryOf, SpareRooms, type BlockRoom } from "../columns/blockRoom.ts";
import type { BlockTask, ReadBlock } from "../columns/logBlock.ts";
import { BlockReader } from "./blockReader.ts";
import { LineKernel } from "../records/lineKernel.ts";
import { useLanguage, type Language } from "../../l10n.ts";

/** What a thread is sent: a question for a block, or a room of its own that is not needed any more. */
export type ThreadMessage =
  | { readonly kind: "question"; readonly index: number; readonly task: BlockTask; readonly claim: BlockClaim }
  | { readonly kind: "room"; readonly room: BlockRoom };

/**
 * What it answers about a block that it claimed: the block, or null where it cannot read it; whoever asked reads it then,
 * and meets what is wrong.
 */
export interface BlockAnswer {
  readonly index: number;
  readonly block: ReadBlock | null;
}

// What is wrong with a line is said here, in the language of whoever asked.
useLanguage(workerData as Language);

const rooms = new SpareRooms();
const reader = new BlockReader(new LineKernel());

parentPort?.on("message", (message: ThreadMessage) => {
  if (message.kind === "room") {
    rooms.give(message.room);
  } else if (claimed(message.claim)) {
    answer(message.index, message.task);
  }
});

function answer(index: number, task: BlockTask): void {
  const room = rooms.take(task.to - task.from);
  const block = readOrNull(task, room);
  if (block === null) {
    rooms.give(room);
  }
  parentPort?.postMessage({ index, block } satisfies BlockAnswer, block === null ? [] : memoryOf(block.room));
}

function readOrNull(task: BlockTask, room: BlockRoom): ReadBlock | null {
  try {
    return reader.read(task, room);
  } catch {
    return null;
  }
}
