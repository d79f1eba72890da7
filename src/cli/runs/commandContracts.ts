import { relative } from "node:path";
import type { Contract } from "../../contract/model/contract.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { Contracts, type LoadedContract } from "../../run/contracts.ts";
import { printableLines } from "../../printable.ts";
import { UsageError } from "../terminal/usageError.ts";

/** What a command does with the contracts of its runs: one that cannot be used ends it, what does no harm is said. */
export class CommandContracts {
  readonly all: Contracts;
  readonly #warn: (message: string) => void;
  readonly #warned = new Set<string>();

  /** `given`: path of a contract for all runs, or null; `warn` receives problems that do no harm, once a file. */
  constructor(given: string | null, warn: (message: string) => void) {
    this.all = new Contracts(given);
    this.#warn = warn;
  }

  /** The contract of a log. @throws {UsageError} where it cannot be used. */
  async ofLog(log: string): Promise<Contract> {
    return this.usable(await this.all.of(log));
  }

  /** The contract of the logs in a folder. @throws {UsageError} where it cannot be used. */
  async ofFolder(folder: string): Promise<Contract> {
    return this.usable(await this.all.ofFolder(folder));
  }

  /** A contract that was read. @throws {UsageError} where it cannot be used. */
  usable({ contract, path, text, problems, usable }: LoadedContract): Contract {
    const shown = problems.map(({ line, column, fault }) => {
      const place =
        path === null || text === null ? "" : `${relative(process.cwd(), path) || path}:${line}:${column}: `;
      return place + contractFaultText(fault);
    });
    if (!usable) {
      throw new UsageError(shown.join("\n"));
    }
    if (path !== null && !this.#warned.has(path)) {
      this.#warned.add(path);
      shown.forEach((message) => this.#warn(printableLines(message)));
    }
    return contract;
  }
}
