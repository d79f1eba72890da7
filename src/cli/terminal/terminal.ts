import { once } from "node:events";
import type { Writable } from "node:stream";
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. */
export interface Terminal {
  /** Writes to standard output; resolves when it may be written to again. */
  readonly write: (chunk: string | Uint8Array) => Promise<void>;
  /** Writes a line to standard error. */
  readonly warn: (message: string) => void;
  /** Shows how far a long command is, where standard error is a terminal; an empty text takes it away. */
  readonly progress: (message: string) => void;
  /** Colors a text where standard output is a terminal that wants colors. */
  readonly style: (style: Style, text: string) => string;
  /** Characters a line of standard output. */
  readonly width: number;
}

/** The terminal, or the files and pipes, that the process was started with. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const colored = stdout.isTTY && env["NO_COLOR"] === undefined && env["TERM"] !== "dumb";
  let shown = false;
  function progress(message: string): void {
    if (stderr.isTTY && (message !== "" || shown)) {
      shown = message !== "";
      stderr.write(`\r\u001B[K${message}`);
    }
  }
  return {
    write: (chunk) => writeTo(stdout, chunk),
    warn: (message) => {
      progress("");
      stderr.write(`${message}\n`);
    },
    progress,
    style: (style, text) => (colored ? styleText(style, text, { validateStream: false }) : text),
    width: stdout.isTTY ? stdout.columns : 100,
  };
}

async function writeTo(stream: Writable, chunk: string | Uint8Array): Promise<void> {
  if (!stream.write(chunk)) {
    await once(stream, "drain");
  }
}
