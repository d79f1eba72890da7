import type { Setting } from "../model/format.ts";
import { wireTypes, type WireReader } from "../wire/wireReader.ts";

/**
 * The hyperparameters in the content of the `hparams` plugin (tensorboard/plugins/hparams/plugin_data.proto): those of
 * the session's start. @throws {WireError}
 */
export function readHparams(content: WireReader, settings: Map<string, Setting>): void {
  forEachMessage(content, 3, (start) =>
    forEachMessage(start, 1, (entry) => {
      let key = "";
      let value: Setting = null;
      while (entry.next()) {
        if (entry.is(1, wireTypes.bytes)) {
          key = entry.text();
        } else if (entry.is(2, wireTypes.bytes)) {
          value = protobufValue(entry.message());
        } else {
          entry.skip();
        }
      }
      settings.set(key, value);
    }),
  );
}

function forEachMessage(reader: WireReader, field: number, onMessage: (message: WireReader) => void): void {
  while (reader.next()) {
    if (reader.is(field, wireTypes.bytes)) {
      onMessage(reader.message());
    } else {
      reader.skip();
    }
  }
}

/** A `google.protobuf.Value`; lists and objects count as nothing. */
function protobufValue(reader: WireReader): Setting {
  let value: Setting = null;
  while (reader.next()) {
    if (reader.is(2, wireTypes.fixed64)) {
      value = reader.double();
    } else if (reader.is(3, wireTypes.bytes)) {
      value = reader.text();
    } else if (reader.is(4, wireTypes.varint)) {
      value = reader.varint() !== 0;
    } else {
      reader.skip();
    }
  }
  return value;
}
