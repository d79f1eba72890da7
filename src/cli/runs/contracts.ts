import { dirname, relative } from "node:path";
import { builtInContract } from "../../contract/model/builtIn.ts";
import { contractFileName, type Contract } from "../../contract/model/contract.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { parseContract } from "../../contract/file/parseContract.ts";
import { nearestFile, readSmallFile, type NearestFile } from "../../log/files/nearestFile.ts";
import { printableLines } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usageError.ts";

/** The contracts of the runs that a command looks at: the one that was given, or the nearest above each run. */
export class Contracts {
  readonly #given: string | null;
  readonly #warn: (message: string) => void;
  readonly #byFolder = new Map<string, Promise<Contract>>();
  readonly #byFile = new Map<string, Contract>();

  /** `given`: path of a contract for all runs, or null; `warn` is told of problems that do no harm, once a file. */
  constructor(given: string | null, warn: (message: string) => void) {
    this.#given = given;
    this.#warn = warn;
  }

  /** @throws {UsageError} where the contract cannot be used. */
  ofLog(log: string): Promise<Contract> {
    return this.ofFolder(dirname(log));
  }

  /** @throws {UsageError} where the contract cannot be used. */
  ofFolder(folder: string): Promise<Contract> {
    const key = this.#given === null ? folder : "";
    const known = this.#byFolder.get(key) ?? this.#load(folder);
    this.#byFolder.set(key, known);
    return known;
  }

  async #load(folder: string): Promise<Contract> {
    const file = await this.#find(folder);
    if (file === null) {
      return builtInContract;
    }
    const contract = this.#byFile.get(file.path) ?? this.#parse(file);
    this.#byFile.set(file.path, contract);
    return contract;
  }

  async #find(folder: string): Promise<NearestFile | null> {
    try {
      if (this.#given === null) {
        return await nearestFile(contractFileName, folder);
      }
      const text = await readSmallFile(this.#given);
      if (text !== null) {
        return { path: this.#given, text };
      }
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
    throw new UsageError(`There is no contract at ${this.#given}. Check the path given with --contract.`);
  }

  #parse({ path, text }: NearestFile): Contract {
    const { contract, problems } = parseContract(text);
    const shown = problems.map(
      ({ line, column, fault }) =>
        `${relative(process.cwd(), path) || path}:${line}:${column}: ${contractFaultText(fault)}`,
    );
    if (contract === null) {
      throw new UsageError(shown.join("\n"));
    }
    shown.forEach((message) => this.#warn(printableLines(message)));
    return contract;
  }
}
