import { describe, expect, it } from "vitest";
import { contentSign } from "../../../../src/run/logs/logContent.ts";

const lines = { ended: true, document: false };

describe("the content of a file with the name of a log", () => {
  it.each([
    ["plain records", '{"step": 1, "loss": 2.5}\n{"step": 2, "loss": 2.4}\n'],
    ["one record so far", '{"current_steps": 1, "total_steps": 50}\n'],
    ["nested records", '{"train": {"loss": {"value": 2.5}}}\n'],
    ["Python's NaN", '{"epoch": 1, "loss": NaN}\n'],
    ["names with a group", '{"Progress/tick": {"num": 1, "mean": 0.0}}\n'],
    ["a bad line among others", '{"step": 1}\nhello\n{"step": 2}\n{"step": 3}\n'],
    ["a byte order mark and Windows' line ends", '\uFEFF{"step": 1}\r\n{"step": 2}\r\n'],
    [
      "a description of the environment first",
      '{"env_info": "linux", "exp_name": "retina"}\n{"mode": "train", "lr": 1}\n',
    ],
  ])("is a log: %s", (_, head) => {
    expect(contentSign(head, lines)).toBe("log");
  });

  it.each([
    ["texts", '{"question": "How many?", "answer": "3"}\n'.repeat(100)],
    ["texts with labels", '{"id": 1, "label": 0, "text": "good"}\n'.repeat(200)],
    ["a list", "[1, 2]\n[3, 4]\n"],
    ["plain text", "epoch 1 loss 2.5\nepoch 2 loss 2.4\n"],
    ["a document over several lines", '{\n  "step": 1,\n  "loss": 2\n}\n'],
    ["numbers as text alone", '{"step": "1"}\n'.repeat(400)],
  ])("is none: %s", (_, head) => {
    expect(contentSign(head, { ended: head.length < 4096, document: false })).not.toBe("log");
  });

  it("is told by a first line that is cut off", () => {
    const cut = `{"epoch": 3, ${Array.from({ length: 400 }, (_, at) => `"metric_${at}": 0.5`).join(", ")}`.slice(
      0,
      4096,
    );
    expect(contentSign(cut, { ended: false, document: false })).toBe("log");
    expect(contentSign(`{"text": "${"a".repeat(5000)}`, { ended: false, document: false })).toBe("other");
  });

  it("is not told by one line where documents of one object have such names", () => {
    const document = { ended: true, document: true };
    expect(contentSign('{"accuracy": 0.9, "epoch": 3}\n', document)).toBe("unknown");
    expect(contentSign('{"accuracy": 0.9, "epoch": 3}\n{"accuracy": 0.9, "epoch": 4}\n', document)).toBe("log");
  });

  it("is not known before a line is there", () => {
    expect(contentSign("", lines)).toBe("unknown");
    expect(contentSign('{"st', lines)).toBe("unknown");
    expect(contentSign('{"started": 17}\n', lines)).toBe("unknown");
    expect(contentSign("hello", lines)).toBe("other");
  });
});
