import type { WorkerClient } from "../../worker/client.ts";

/** Who wants what the runs came to: the worker computes it as long as anybody does. */
export class WantedResults {
  readonly #client: WorkerClient;
  readonly #users = new Set<unknown>();

  constructor(client: WorkerClient) {
    this.#client = client;
  }

  want(user: unknown): void {
    this.#users.add(user);
    if (this.#users.size === 1) {
      this.#client.openRuns();
    }
  }

  leave(user: unknown): void {
    if (this.#users.delete(user) && this.#users.size === 0) {
      this.#client.closeRuns();
    }
  }

  /** Wants it until something is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.want(work);
    try {
      return await work();
    } finally {
      this.leave(work);
    }
  }
}
