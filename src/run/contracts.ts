import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { builtInContract } from "../contract/model/builtIn.ts";
import { contractFileName, type Contract } from "../contract/model/contract.ts";
import type { ContractProblem } from "../contract/file/contractNodes.ts";
import { parseContract } from "../contract/file/parseContract.ts";
import { nearestFile, readSmallFile, type NearestFile, UnusableFileError } from "../log/files/nearestFile.ts";
import { t } from "../l10n.ts";

/** The contract that holds for a folder, and what is wrong with its file. */
export interface LoadedContract {
  readonly contract: Contract;
  /** The contract file, or null where there is none. */
  readonly path: string | null;
  /** The file as it was read, or null where there is none or it could not be read. */
  readonly text: string | null;
  readonly problems: readonly ContractProblem[];
  /** False where the file cannot be used, so that the built-in contract holds in its place. */
  readonly usable: boolean;
}

/** So many folders are read in one turn of the loop; then it is left to others. */
const foldersPerTurn = 50;

const builtIn: LoadedContract = { contract: builtInContract, path: null, text: null, problems: [], usable: true };

/** The contracts of all runs, each read once a folder until they are dropped; the same in the worker and on the command line. */
export class Contracts {
  readonly #given: string | null;
  #loaded = new Map<string, Promise<LoadedContract>>();

  /** `given`: path of a contract that holds for all runs, or null where the nearest of each does. */
  constructor(given: string | null = null) {
    this.#given = given;
  }

  /** The contract of a log; the built-in one where that cannot be used. */
  of(log: string): Promise<LoadedContract> {
    return this.ofFolder(dirname(log));
  }

  /** The contract of the logs in a folder: the nearest at or above it; the built-in one where that cannot be used. */
  ofFolder(folder: string): Promise<LoadedContract> {
    const key = this.#given === null ? folder : "";
    const loaded = this.#loaded.get(key) ?? load(folder, this.#given);
    this.#loaded.set(key, loaded);
    return loaded;
  }

  /** Whether what `of` gave for a log is still what it would give: nothing was dropped since. */
  holds(log: string, promise: Promise<LoadedContract>): boolean {
    return this.#loaded.get(this.#given === null ? dirname(log) : "") === promise;
  }

  /** Forgets everything read: the next `of` reads the files again. */
  drop(): void {
    this.#loaded = new Map();
  }

  /**
   * Reads all files again; true where one came, went or changed. For file systems that tell of nothing. Folders whose file
   * system does not answer, as `answers` says, are passed over.
   */
  async changed(answers: (folder: string) => Promise<boolean> = () => Promise.resolve(true)): Promise<boolean> {
    let asked = 0;
    for (const [folder, before] of this.#loaded) {
      asked += 1;
      await (asked % foldersPerTurn === 0 ? setImmediate() : null);
      if (!(await answers(folder))) {
        continue;
      }
      const [then, now] = await Promise.all([before, load(folder, this.#given)]);
      if (then.path !== now.path || then.text !== now.text) {
        return true;
      }
    }
    return false;
  }
}

/** Never rejects: a contract that cannot be used, for whatever reason, is one with a problem that says so. */
async function load(folder: string, given: string | null): Promise<LoadedContract> {
  let file: NearestFile | null = null;
  try {
    file = await (given === null ? nearestFile(contractFileName, folder) : givenFile(given));
    if (file === null) {
      return given === null ? builtIn : missing(given);
    }
    const { contract, problems } = parseContract(file.text);
    return { ...file, contract: contract ?? builtInContract, problems, usable: contract !== null };
  } catch (error) {
    const unusable = { ...builtIn, path: join(folder, contractFileName), ...file, usable: false };
    return error instanceof UnusableFileError
      ? { ...unusable, path: error.path, problems: [problemOf(error.message)] }
      : { ...unusable, problems: [problemOf(t("The contract cannot be used: {0}", String(error)))] };
  }
}

async function givenFile(path: string): Promise<NearestFile | null> {
  const text = await readSmallFile(path);
  return text === null ? null : { path, text };
}

function missing(path: string): LoadedContract {
  const message = t("There is no contract at {0}. Check the path after --contract.", path);
  return { ...builtIn, path, problems: [problemOf(message)], usable: false };
}

function problemOf(reason: string): ContractProblem {
  return { fault: { kind: "unreadable", reason }, line: 1, column: 1, offset: 0, length: 0 };
}
