/** Whether a value of any kind is of a type: what comes over a border between programs is not trusted. */
export type Shape<T> = (value: unknown) => value is T;

/** Longer than any text that is shown. */
const longestText = 1_000_000;

export const isText: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= longestText;

/** A number that may be no finite one. */
export const isNumber: Shape<number> = (value) => typeof value === "number";

export const isBoolean: Shape<boolean> = (value) => typeof value === "boolean";

/** A whole number from 0 on. */
export const isCount: Shape<number> = (value): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

export const isFloats: Shape<Float64Array> = (value) => value instanceof Float64Array;

export const isCounts: Shape<Uint32Array> = (value) => value instanceof Uint32Array;

/** One of some texts. */
export function oneOf<T extends string>(...texts: readonly T[]): Shape<T> {
  return (value): value is T => texts.some((text) => text === value);
}

/** The value or null. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || shape(value);
}

/** The value or nothing. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value): value is T | undefined => value === undefined || shape(value);
}

/** Any of some shapes. */
export function either<T, U>(one: Shape<T>, other: Shape<U>): Shape<T | U> {
  return (value): value is T | U => one(value) || other(value);
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((item) => shape(item));
}

/** An object of any members, all of one shape. */
export function dictionary<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(shape);
}

/** An object with these members, each of its shape; others are allowed. Only what is the object's own counts. */
export function record<T extends object>(members: { readonly [Key in keyof T]-?: Shape<T[Key]> }): Shape<T> {
  const shapes: readonly (readonly [string, Shape<unknown>])[] = Object.entries(members);
  return (value): value is T =>
    isObject(value) &&
    shapes.every(([key, shape]) => shape(Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
