import { otherSettingsText } from "./otherSettings.ts";
import type { SettingValue } from "./sweepRow.ts";

/** A run whose settings of few runs are told apart. */
interface OwnSettings {
  readonly settings: ReadonlyMap<string, SettingValue>;
  /** Its name, where it has one. */
  readonly run?: string;
}

/**
 * The settings that few runs have, as one setting of many values: runs that have the same of them are alike. A value is
 * called by the first run that has it, or by a number where runs have no names; that of runs without any is empty.
 */
export class OtherLevels {
  readonly #keys: ReadonlySet<string>;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  #runs = 0;

  /** `keys`: the settings that few of the runs have, those apart that only repeat a configuration. */
  constructor(runs: readonly OwnSettings[], keys: ReadonlySet<string>) {
    this.#keys = keys;
    for (const { settings, run } of keys.size === 0 ? [] : runs) {
      const text = otherSettingsText(settings, keys);
      if (text !== null) {
        this.#runs += 1;
        this.#add(text, run);
      }
    }
  }

  /** How many settings these are, and how many runs have any of them. */
  get counts(): { readonly settings: number; readonly runs: number } {
    return { settings: this.#keys.size, runs: this.#runs };
  }

  /** What a run's own are called. */
  levelOf({ settings }: OwnSettings): string {
    const text = this.#keys.size === 0 ? null : otherSettingsText(settings, this.#keys);
    return text === null ? "" : (this.#names.get(text) ?? text);
  }

  #add(text: string, run: string | undefined): void {
    if (!this.#names.has(text)) {
      const number = this.#names.size + 1;
      let name = run ?? String(number);
      while (name === "" || this.#taken.has(name)) {
        name = `${name} #${number}`;
      }
      this.#names.set(text, name);
      this.#taken.add(name);
    }
  }
}
