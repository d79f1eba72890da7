import { JsonLineError, parseRecord, type JsonMember } from "../../log/records/jsonLine.ts";
import type { Setting } from "../model/format.ts";
import type { TableBuilder } from "../table/tableBuilder.ts";

type Members = ReadonlyMap<string, JsonMember>;

/** Adds a value that is written as JSON to the record in hand; what cannot be read, and media of W&B, are no cells. */
export function addJsonText(builder: TableBuilder, key: string, json: string): void {
  const number = Number(json);
  if (json !== "" && !Number.isNaN(number)) {
    builder.number(builder.slot(key), number);
    return;
  }
  const value = membersOf(`{"":${json}}`)?.get("");
  if (value !== undefined) {
    addMembers(builder, new Map([[key, value]]), "");
  }
}

/** Adds the values of an object to the record in hand; those of objects inside it have names like `outer.inner`. */
export function addMembers(builder: TableBuilder, members: Members, prefix: string): void {
  for (const [key, { value }] of members) {
    const name = `${prefix}${key}`;
    switch (value.kind) {
      case "number":
      case "nonFinite":
        builder.number(builder.slot(name), Number(value.text));
        break;
      case "object":
        if (!value.members.has("_type")) {
          addMembers(builder, value.members, `${name}.`);
        }
        break;
      case "empty":
        builder.slot(name);
        break;
      case "boolean":
      case "array":
      case "string":
        builder.text(builder.slot(name), value.text);
    }
  }
}

/** A setting that is written as JSON; W&B's writers put it into an object with a description. Undefined for what is none. */
export function settingOf(json: string): Setting | undefined {
  const value = membersOf(`{"":${json}}`)?.get("")?.value;
  const inner = value?.kind === "object" ? value.members.get("value")?.value : value;
  switch (inner?.kind) {
    case "number":
    case "nonFinite":
      return Number(inner.text);
    case "boolean":
      return inner.text === "true";
    case "string":
    case "array":
      return inner.text;
    case "empty":
      return null;
    case "object":
    case undefined:
      return undefined;
  }
}

/** The members of a text that is one JSON object, NaN and infinities allowed; null where it is none. */
export function membersOf(text: string): Members | null {
  try {
    return parseRecord(text).members;
  } catch (error) {
    if (error instanceof JsonLineError) {
      return null;
    }
    throw error;
  }
}
