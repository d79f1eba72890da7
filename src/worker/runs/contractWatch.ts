import type { FromWorker } from "../../protocol/worker.ts";
import { Contracts, type LoadedContract } from "../../run/contracts.ts";

/** Between two readings of all contract files, in milliseconds: for file systems that tell of no change. */
const usualEvery = 10_000;

interface ContractWatchDeps {
  send(message: FromWorker): void;
  /** Whether the file system of a folder answers. */
  answers(folder: string): Promise<boolean>;
  /** Some contract is another one now: what was read of all of them does not hold any more. */
  onChange(): void;
  failed(error: unknown): void;
}

/** The contracts of all runs: reads them again now and then, and says which of their files are broken. */
export class ContractWatch {
  readonly contracts = new Contracts();
  readonly #deps: ContractWatchDeps;
  readonly #timer: NodeJS.Timeout;
  /** Contract files that were said to be broken. */
  readonly #broken = new Set<string>();
  #isReading = false;

  /** `every`: milliseconds between two readings. */
  constructor(deps: ContractWatchDeps, every = usualEvery) {
    this.#deps = deps;
    this.#timer = setInterval(() => void this.#readAgain(), every);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  /** Says once that the file of a contract that was read is broken, where it is. */
  read({ path, problems, usable }: LoadedContract): void {
    if (path !== null && problems.length > 0 && !this.#broken.has(path)) {
      this.#broken.add(path);
      this.#deps.send({ type: "contract", path, problems, usable });
    }
  }

  /** Forgets all contracts: they are read again, and those that are broken still are said to be once more. */
  drop(): void {
    this.contracts.drop();
    for (const path of this.#broken) {
      this.#deps.send({ type: "contract", path, problems: [], usable: true });
    }
    this.#broken.clear();
    this.#deps.onChange();
  }

  /** A file system that does not answer keeps a reading of the contracts waiting: another one would wait too. */
  async #readAgain(): Promise<void> {
    if (this.#isReading) {
      return;
    }
    this.#isReading = true;
    try {
      if (await this.contracts.changed((folder) => this.#deps.answers(folder))) {
        this.drop();
      }
    } catch (error) {
      this.#deps.failed(error);
    } finally {
      this.#isReading = false;
    }
  }
}
