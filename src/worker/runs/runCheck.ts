import { checkInFolder } from "../../run/checkInFolder.ts";
import { createChecker, type Checker } from "../../contract/checks/checkLog.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { FindingPlacer } from "../../contract/file/placeFindings.ts";
import type { RunFolder } from "../../run/runFolder.ts";
import { linesAt } from "../../log/read/linesAt.ts";
import type { Poll } from "../../log/follow/logFollower.ts";
import type { Contracts, LoadedContract } from "../../run/contracts.ts";
import { contractFinding } from "./runFindings.ts";

/**
 * What the contract says of one log, as both stand. Invariant: what is new in a log is checked by the contract that the
 * rest of it was checked by; with another contract, or another log in its place, all of it is checked again.
 */
export class RunCheck {
  readonly #log: string;
  readonly #contracts: Contracts;
  readonly #folder: RunFolder;
  #checker: Checker | null = null;
  #placer = new FindingPlacer();
  #loaded: LoadedContract | null = null;

  constructor(log: string, { contracts, folder }: { readonly contracts: Contracts; readonly folder: RunFolder }) {
    this.#log = log;
    this.#contracts = contracts;
    this.#folder = folder;
  }

  /** The contract that holds; null until it was read. */
  get contract(): LoadedContract | null {
    return this.#loaded;
  }

  /** The contract is read again before the next check. */
  dropContract(): void {
    this.#loaded = null;
  }

  /** Reads the contract where it is not known; `onRead` is told of it then. */
  async readContract(onRead: (contract: LoadedContract) => void): Promise<LoadedContract> {
    if (this.#loaded !== null) {
      return this.#loaded;
    }
    const promise = this.#contracts.of(this.#log);
    const contract = await promise;
    if (!this.#contracts.holds(this.#log, promise)) {
      return this.readContract(onRead);
    }
    this.#loaded = contract;
    this.#checker = null;
    onRead(contract);
    return contract;
  }

  /** The findings of a log as it now is; `stopped`: whether the run has stopped. */
  async findings(poll: Poll, contract: LoadedContract, stopped: boolean): Promise<readonly Finding[]> {
    if (poll.rebuilt) {
      this.#checker = null;
      this.#placer = new FindingPlacer();
    }
    this.#checker ??= createChecker(contract.contract);
    const { table, problems } = poll;
    const found = await checkInFolder(this.#checker, { table, problems, stopped, folder: this.#folder });
    const placed = await this.#placer.place(found, (lines) => linesAt(this.#log, poll.marks, lines));
    const ofContract = contractFinding(contract);
    return ofContract === null ? placed : [...placed, ofContract];
  }

  /** What the run's folder holds is looked at anew by the next check. */
  forgetFolder(): void {
    this.#folder.forget();
  }

  /** All that findings depend on beside the log: the same text, the same findings. */
  async circumstances(): Promise<string> {
    const { path, text } = this.#loaded ?? { path: null, text: null };
    return JSON.stringify([path, text, await this.#folder.signature()]);
  }
}
