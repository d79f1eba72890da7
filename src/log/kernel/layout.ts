/**
 * How the entries of the kernel's tables lie, in words of 32 bits. The kernel is compiled with these numbers, and
 * kernelTables.ts and lineKernel.ts read and write by the same ones, so that neither side can differ from the other.
 */

/** Words of a literal's entry: a key as a log writes it, quotes included. */
export const literalWords = 9;
/** The literal that came after this one the last time; the kernel's. */
export const nextWord = 0;
/** Length in bytes. */
export const lengthWord = 1;
/** Where its text stands: among the words when it is handed over, an address from then on. */
export const textWord = 2;
/** Column of a value under its name, or -1. */
export const columnWord = 3;
/** Slot of the numbers that are kept of that column, or -1. */
export const slotWord = 4;
/** Object under its name, or -1. */
export const childWord = 5;
export const nameWord = 6;
/** The object that it is a key of. */
export const objectWord = 7;
/** A bit for each of its bytes, up to sixteen; the kernel's. */
export const maskWord = 8;

/** Words of a slot's entry: the numbers of one column. The last ones are not used: entries lie at multiples of 16 bytes. */
export const slotWords = 8;
/** Where its next value goes. */
export const nextValueWord = 0;
/** How many of its cells were no numbers. */
export const textsWord = 1;
/** The record of the last one of those. */
export const lastTextWord = 2;
/** How many of its numbers were written as text. */
export const quotedWord = 3;
/** The record of the last one of those. */
export const lastQuotedWord = 4;
/** How many of its numbers are times, written as text too. */
export const timesWord = 5;
/** The record of the last one of those. */
export const lastTimeWord = 6;
