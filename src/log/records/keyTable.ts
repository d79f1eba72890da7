import { addAll } from "../../extremes.ts";
import type { LeftOut } from "./leftOut.ts";
import { kernelTables, type KernelTables } from "./kernelTables.ts";
import { KeyLiterals, type Literal } from "./keyLiterals.ts";

/** What a table knows, as another thread needs it to read lines of the same log. */
export interface KnownKeys {
  /** Grows with every change of the table. */
  readonly changes: number;
  readonly columns: readonly string[];
  readonly owners: readonly number[];
  readonly literals: readonly Literal[];
  /** By object: its names by key. */
  readonly names: readonly ReadonlyMap<string, number>[];
  /** By name: its column and the object that it holds, or -1. */
  readonly nameColumns: readonly number[];
  readonly children: readonly number[];
}

/** Tables past this size cost more to hand over than a reader needs to learn them from the lines. */
const mostHandedOver = 2_000;

/** Where the keys of a log are limited, so many characters of their names are kept. */
const mostCharacters = 2 ** 24;

/**
 * The keys of a log: which column or nested object a key leads to.
 *
 * Two spellings of one key (`"a"` and `"\u0061"`) are two literals of one name. Invariants: a literal is in the table
 * only after a whole valid line held it; a name's column is set only when a valid line gave it a value; columns are
 * numbered in order of first appearance.
 */
export class KeyTable {
  /** Flattened key of each column. */
  readonly columns: string[] = [];
  /** Columns whose numbers are kept, in order; a column's place here is its slot. */
  readonly kept: number[] = [];
  /** Grows with every change. */
  changes = 0;

  /** Values that were left out, since there were too many keys before theirs. */
  valuesLeftOut = 0;

  readonly #keep: (key: string) => boolean;
  readonly #most: number;
  /** Characters of all names. */
  #characters = 0;
  /** By column: its slot, or -1. */
  readonly #slots: number[] = [];
  readonly #columnOf = new Map<string, number>();
  /** By column: the name that had it first. */
  readonly #owners: number[] = [];
  readonly #literals = new KeyLiterals();
  /** By object: the names that it has. */
  readonly #namesOf: Map<string, number>[] = [];
  /** By name: column of a value under it, or -1; object that it holds, or -1. */
  readonly #columns: number[] = [];
  readonly #children: number[] = [];
  /** As they were made last: a kernel that many logs share asks for them again and again. */
  #made: { readonly changes: number; readonly tables: KernelTables } | null = null;

  /** `keep`: whether the numbers of a column are wanted. `most`: values under more keys than this are left out. */
  constructor(keep: (key: string) => boolean, most = Infinity) {
    this.#keep = keep;
    this.#most = most;
    this.#newObject();
  }

  /** Slot of a column's kept numbers, or -1. */
  slotOf(column: number): number {
    return this.#slots[column] ?? -1;
  }

  /** How many entries there are to be searched. */
  get size(): number {
    return this.#literals.all.length + this.columns.length;
  }

  /** What was left out; null where nothing was. */
  get leftOut(): LeftOut | null {
    const values = this.valuesLeftOut;
    return values === 0 ? null : { most: this.#most, values };
  }

  /** Whether so many more columns may be added. */
  hasRoomFor(columns: number): boolean {
    return this.columns.length + columns <= this.#most;
  }

  /**
   * The name of a key inside an object (0: the record), known by its decoded text and its source text (quotes included);
   * null for a new one where there are too many.
   */
  intern(object: number, key: string, literal: string): number | null {
    const names = this.#namesOf[object];
    if (names === undefined) {
      throw new RangeError(`there is no object ${object}`);
    }
    const known = names.get(key);
    const name = known ?? this.#columns.length;
    if (known === undefined) {
      if (this.#isFull) {
        return null;
      }
      this.#characters += key.length;
      names.set(key, name);
      this.#columns.push(-1);
      this.#children.push(-1);
    }
    if (this.#literals.note(object, name, literal)) {
      this.changes += 1;
    }
    return name;
  }

  /**
   * The column of a name, given its flattened key. Two paths may lead to one flattened key (`a.b`, and `b` inside `a`);
   * then neither name keeps the column, so that only the slow path, which knows which one counts, handles them. Null for a
   * new column where there are too many.
   */
  columnOf(name: number, flattened: string): number | null {
    const known = this.#columnOf.get(flattened);
    if (known === undefined && !this.hasRoomFor(1)) {
      return null;
    }
    const column = known ?? this.#newColumn(flattened);
    const owner = this.#owners[column] ?? name;
    this.#owners[column] = owner;
    this.#setColumn(owner, owner === name ? column : -1);
    this.#setColumn(name, owner === name ? column : -1);
    return column;
  }

  /** Takes up columns that were kept; their names come with the first lines that hold them. */
  restore(columns: readonly string[]): void {
    columns.forEach((key) => this.#newColumn(key));
  }

  /** What is known by now: a view, which changes with the table. */
  get known(): KnownKeys {
    const { columns, changes } = this;
    return this.size > mostHandedOver
      ? { changes, columns, owners: [], literals: [], names: [], nameColumns: [], children: [] }
      : {
          changes,
          columns,
          owners: this.#owners,
          literals: this.#literals.all,
          names: this.#namesOf,
          nameColumns: this.#columns,
          children: this.#children,
        };
  }

  /** Takes up what another table of the same log knows; only before anything else. */
  takeUp({ columns, owners, literals, names, nameColumns, children }: KnownKeys): void {
    this.restore(columns);
    owners.forEach((name, column) => (this.#owners[column] = name));
    names.slice(this.#namesOf.length).forEach(() => this.#newObject());
    names.forEach((known, object) => (this.#namesOf[object] = new Map(known)));
    addAll(this.#columns, nameColumns);
    addAll(this.#children, children);
    this.#literals.takeUp(literals);
    this.changes += 1;
  }

  /** The object under a name, made when it is met first. */
  childOf(name: number): number {
    const known = this.#children[name] ?? -1;
    if (known !== -1) {
      return known;
    }
    const object = this.#newObject();
    this.#children[name] = object;
    return object;
  }

  /** Everything as the kernel reads it; not to be changed. */
  tables(): KernelTables {
    if (this.#made?.changes !== this.changes) {
      const tables = kernelTables({
        objects: this.#namesOf.length,
        literals: this.#literals.all,
        nameColumns: this.#columns,
        children: this.#children,
        slots: this.#slots,
      });
      this.#made = { changes: this.changes, tables };
    }
    return this.#made.tables;
  }

  /** Names that hold no value count too, and so does their length: both cost memory. */
  get #isFull(): boolean {
    return this.#columns.length >= this.#most || (this.#characters > mostCharacters && this.#most < Infinity);
  }

  #setColumn(name: number, column: number): void {
    if (this.#columns[name] !== column) {
      this.#columns[name] = column;
      this.changes += 1;
    }
  }

  #newObject(): number {
    this.changes += 1;
    return this.#namesOf.push(new Map()) - 1;
  }

  #newColumn(key: string): number {
    const column = this.columns.push(key) - 1;
    this.#columnOf.set(key, column);
    this.#slots.push(this.#keep(key) ? this.kept.push(column) - 1 : -1);
    this.changes += 1;
    return column;
  }
}
