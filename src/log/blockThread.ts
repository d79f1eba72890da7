import { parentPort } from "node:worker_threads";
import { buffersOf, type BlockTask, type ReadBlock } from "./logBlock.ts";
import { readBlock } from "./readBlock.ts";

/** What a thread is asked. */
export interface BlockQuestion {
  readonly index: number;
  readonly task: BlockTask;
}

/** What it answers: the block, null where it is not for it, or what went wrong. */
export interface BlockAnswer {
  readonly index: number;
  readonly block: ReadBlock | null;
  readonly error: string | null;
}

parentPort?.on("message", ({ index, task }: BlockQuestion) => {
  try {
    const block = readBlock(task);
    parentPort?.postMessage(
      { index, block, error: null } satisfies BlockAnswer,
      block === null ? [] : buffersOf(block),
    );
  } catch (error) {
    parentPort?.postMessage({ index, block: null, error: String(error) } satisfies BlockAnswer);
  }
});
