import { parentPort, workerData } from "node:worker_threads";
import { claimed, type BlockClaim } from "./blockClaim.ts";
import { buffersOf, type BlockTask, type ReadBlock } from "./logBlock.ts";
import { readBlock } from "./readBlock.ts";
import { useLanguage, type Language } from "../text.ts";

/** What a thread is asked. */
export interface BlockQuestion {
  readonly index: number;
  readonly task: BlockTask;
  readonly claim: BlockClaim;
}

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

parentPort?.on("message", ({ index, task, claim }: BlockQuestion) => {
  if (!claimed(claim)) {
    return;
  }
  try {
    const block = readBlock(task);
    parentPort?.postMessage({ index, block } satisfies BlockAnswer, block === null ? [] : buffersOf(block));
  } catch {
    parentPort?.postMessage({ index, block: null } satisfies BlockAnswer);
  }
});
