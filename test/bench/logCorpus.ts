import { open } from "node:fs/promises";

/** Kinds of logs: `usual` is what a training script writes; the others are off the beaten track in one way each. */
export const corpusKinds = ["usual", "text", "compact", "nan", "nested", "shuffled", "newKeys", "fullDigits"] as const;

export type CorpusKind = (typeof corpusKinds)[number];

type Member = readonly [key: string, value: string];

/** A sequence of numbers from 0 to 1, the same for every run (Lehmer, modulus 2^31 - 1). */
function randomNumbers(): () => number {
  let state = 20261122;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** One record of a run of 500 steps an epoch: most records hold what is logged every batch, few hold the rest. */
function usualMembers(step: number, random: () => number): Member[] {
  const nats = 0.5 + 9 / (1 + step / 1000) + random() * 0.1;
  const members: Member[] = [
    ["step", String(step)],
    ["epoch", (step / 500).toFixed(3)],
    ["time", (step * 0.123456).toFixed(3)],
    ["lr", (1e-3 * random()).toExponential(6)],
    ["wd", "0.1"],
    ["loss_train_nats", nats.toFixed(6)],
    ["loss_train_bits", (nats / Math.LN2).toFixed(6)],
    ["acc_train", random().toFixed(4)],
  ];
  if (step % 125 === 0) {
    members.push(["loss_val_nats", nats.toFixed(6)], ["acc_val", random().toFixed(4)]);
    members.push(["grad_norm", String(random() * 10)], ["weight_norm", String(100 + random())]);
  }
  if (step % 500 === 0) {
    members.push(["checkpoint_size_mb", "512.25"], ["lambda_max", String(random() * 100)]);
    members.push(["hutch_trace", String(random() * 1e4)]);
  }
  return members;
}

function line(kind: CorpusKind, step: number, random: () => number): string {
  const members = usualMembers(step, random);
  switch (kind) {
    case "text":
      members.splice(2, 0, ["phase", '"warm up, then \\"train\\""'], ["host", '"node-17"']);
      break;
    case "nan":
      members.push(["grad_norm_max", step % 2 === 0 ? "NaN" : "-Infinity"]);
      break;
    case "nested":
      members.push(["optim", `{"beta": {"1": 0.9, "2": 0.999}, "eps": 1e-08}`], ["sizes", `[1, 2, ${step}]`]);
      break;
    case "shuffled":
      members.push(...members.splice(0, Math.floor(random() * members.length)));
      break;
    case "newKeys":
      members.push([`probe_${Math.floor(step / 100_000)}`, random().toFixed(6)]);
      break;
    case "fullDigits":
      return `${text(members.map(([key], index) => [key, index === 0 ? String(step) : String(random())]))}\n`;
    case "usual":
    case "compact":
      break;
  }
  return kind === "compact"
    ? `{${members.map(([key, value]) => `"${key}":${value}`).join(",")}}\n`
    : `${text(members)}\n`;
}

function text(members: readonly Member[]): string {
  return `{${members.map(([key, value]) => `"${key}": ${value}`).join(", ")}}`;
}

/** Writes a log of about `bytes` bytes. The same kind and size give the same bytes. */
export async function writeCorpus(path: string, kind: CorpusKind, bytes: number): Promise<void> {
  const handle = await open(path, "w");
  try {
    const random = randomNumbers();
    let step = 0;
    for (let written = 0; written < bytes;) {
      let block = "";
      while (block.length < 1 << 20) {
        step += 1;
        block += line(kind, step, random);
      }
      await handle.write(block);
      written += block.length;
    }
  } finally {
    await handle.close();
  }
}
