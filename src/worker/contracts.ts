import { dirname } from "node:path";
import { builtInContract } from "../contract/builtIn.ts";
import type { Contract } from "../contract/contract.ts";
import { parseContract } from "../contract/parseContract.ts";
import { nearestFile } from "../log/nearestFile.ts";
import type { ContractProblem } from "./messages.ts";

export const contractFileName = "metrics.contract.json";

/** The contract that holds for a folder, and what is wrong with its file. */
export interface LoadedContract {
  readonly contract: Contract;
  /** The contract file, or null where the built-in contract holds because there is none. */
  readonly path: string | null;
  readonly problems: readonly ContractProblem[];
}

/** The contracts of all runs, each read once a folder until `drop`. A file that cannot be used leaves the built-in one. */
export class Contracts {
  readonly #loaded = new Map<string, Promise<LoadedContract>>();

  /** The nearest contract at or above the folder of a log. */
  of(log: string): Promise<LoadedContract> {
    const folder = dirname(log);
    const loaded = this.#loaded.get(folder) ?? load(folder);
    this.#loaded.set(folder, loaded);
    return loaded;
  }

  /** Forgets everything read: the next `of` reads the files again. */
  drop(): void {
    this.#loaded.clear();
  }
}

async function load(folder: string): Promise<LoadedContract> {
  try {
    const file = await nearestFile(contractFileName, folder);
    if (file === null) {
      return { contract: builtInContract, path: null, problems: [] };
    }
    const { contract, problems } = parseContract(file.text);
    return { contract: contract ?? builtInContract, path: file.path, problems };
  } catch (error) {
    const message = `The contract could not be read (${error instanceof Error ? error.message : String(error)}).`;
    return { contract: builtInContract, path: folder, problems: [{ message, line: 1, column: 1, length: 0 }] };
  }
}
