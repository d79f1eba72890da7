/**
 * Where everything lies in the kernel's memory, in bytes. What JavaScript fills or reads is exported by kernel.ts.
 *
 * Invariant: 64 bytes before and after the input and after the output belong to nobody, so that words may be read and
 * written past an end.
 */

/** The first powers of ten as doubles (Float64, 23 of them). */
export const exactPowers: usize = 0x3000;
/** Powers of five from `lowestPower` to `highestPower`, 128 bits each: the high half, then the low one. */
export const powers: usize = 0x4000;
export const lowestPower: i32 = -342;
export const highestPower: i32 = 308;

/** How the digits of a short number are moved together (digits.ts): 256 times sixteen bytes. */
export const moves: usize = 0x8000;

/** Lines to read. */
export const input: usize = 0x10040;
export const inputSize: usize = 0x80000;

/** CSV rows: more than twice the lines, whose text may double. */
export const output: usize = input + inputSize + 64;
export const outputSize: usize = 0x120000;

/** Numbers that are kept, by slot: first their values (Float64), then their records (Uint32). */
export const numbers: usize = output + outputSize + 64;
export const numbersSize: usize = 0x100000;

/** Cells of the record in hand. */
export const cells: usize = numbers + numbersSize;
export const cellSize: usize = 24;
export const mostCells: i32 = 8192;

/** The tables of the keys, as long as they are. */
export const tables: usize = cells + cellSize * <usize>mostCells;
