import { parentPort, workerData } from "node:worker_threads";
import { claimed, type BlockClaim } from "./blockClaim.ts";
import { memoryOf, BufferPool, type BlockBuffers } from "../columns/blockBuffers.ts";
import type { BlockTask, ReadBlock } from "../columns/logBlock.ts";
import { BlockReader } from "./blockReader.ts";
import { LineKernel } from "../records/lineKernel.ts";
import { useLanguage, type Language } from "../../l10n.ts";

/** What a thread is sent: a question for a block, or a buffers of its own that is not needed any more. */
export type ThreadMessage =
  | { readonly kind: "question"; readonly index: number; readonly task: BlockTask; readonly claim: BlockClaim }
  | { readonly kind: "buffers"; readonly buffers: BlockBuffers };

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

const pool = new BufferPool();
const reader = new BlockReader(new LineKernel());

parentPort?.on("message", (message: ThreadMessage) => {
  if (message.kind === "buffers") {
    pool.give(message.buffers);
  } else if (claimed(message.claim)) {
    answer(message.index, message.task);
  }
});

function answer(index: number, task: BlockTask): void {
  const buffers = pool.take(task.to - task.from);
  const block = readOrNull(task, buffers);
  if (block === null) {
    pool.give(buffers);
  }
  parentPort?.postMessage({ index, block } satisfies BlockAnswer, block === null ? [] : memoryOf(block.buffers));
}

function readOrNull(task: BlockTask, buffers: BlockBuffers): ReadBlock | null {
  try {
    return reader.read(task, buffers);
  } catch {
    return null;
  }
}
