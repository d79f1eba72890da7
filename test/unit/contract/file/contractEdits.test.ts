import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import type { Contract } from "../../../../src/contract/model/contract.ts";
import {
  addName,
  addRoleNames,
  forFolderBelow,
  leaveOut,
  nameRoles,
  setCadence,
  UnusableContractError,
} from "../../../../src/contract/file/contractEdits.ts";
import { contractText } from "../../../../src/contract/file/contractText.ts";
import { parseContract } from "../../../../src/contract/file/parseContract.ts";
import "../../../seed.ts";

function contractOf(text: string): Contract {
  const { contract, problems } = parseContract(text);
  expect(problems).toEqual([]);
  if (contract === null) {
    throw new Error("The contract cannot be used.");
  }
  return contract;
}

const text = `// What our runs hold.
{
  "metrics": {
    "step": { "every": "batch" }, // always there
    /* the loss */ "loss": { "every": "batch", "min": 0 },
    "bits": { "every": "batch", "derive": { "from": "loss", "scale": 2 } },
  },
  "names": { "trainLoss": "loss" }
}
`;

describe("an edit of a contract", () => {
  it("leaves a metric out with its line, and keeps comments and layout", () => {
    expect(leaveOut("step")(text)).toBe(text.replace(/ *"step".*\n/, ""));
    expect(leaveOut("loss")(text)).toBe(text.replace(/"loss": \{ "every.*/, ""));
    expect(leaveOut("bits")(text)).toBe(text.replace(/ *"bits".*\n/, ""));
    expect(leaveOut("b")('{"metrics":{"a":{"every":"batch"} /* a */, // c\n"b":{"every":"batch"}}}')).toBe(
      '{"metrics":{"a":{"every":"batch"} /* a */ // c\n}}',
    );
    expect(leaveOut("a")('{"metrics":{"a":{"every":"batch"}, "b":{"every":"batch"}}}')).toBe(
      '{"metrics":{"b":{"every":"batch"}}}',
    );
  });

  it("sets a cadence and nothing else", () => {
    const edited = setCadence("loss", { kind: "steps", steps: 10 })(text);
    expect(edited).toBe(text.replace('"loss": { "every": "batch"', '"loss": { "every": "10 steps"'));
  });

  it("adds a name to those of a metric that plays a role, and takes none away", () => {
    const edited = addName("loss", "train/loss")(text);
    expect(edited).toBe(text.replace('"trainLoss": "loss"', '"trainLoss": ["loss", "train/loss"]'));
    expect(contractOf(edited).given.trainLoss).toEqual(["loss", "train/loss"]);
    expect(addName("loss", "train/loss")(edited)).toBe(edited);
    expect(addName("loss", "a,b")(edited)).toContain('["loss", "train/loss", "a,b"]');
  });

  it("renames a metric that plays no role, and what is derived from it", () => {
    const other = text.replace('"names": { "trainLoss": "loss" }', '"logs": ["*.jsonl"]');
    const edited = addName("loss", "train/loss")(other);
    expect(edited).toBe(other.replaceAll('"loss"', '"train/loss"'));
    expect(contractOf(edited).metrics.get("bits")?.derive?.from).toBe("train/loss");
  });

  it("says no more than the name in a contract that says nothing yet", () => {
    expect(addName("loss_train_nats", "loss")("// Mine.\n{}\n")).toBe(
      '// Mine.\n{\n  "names": {\n    "trainLoss": "loss"\n  }\n}\n',
    );
  });

  it("adds names to a role behind those that it has, and says nothing else in a contract that says nothing yet", () => {
    expect(contractOf(addRoleNames("trainLoss", ["gap"])(text)).given).toEqual({ trainLoss: ["loss", "gap"] });
    expect(contractOf(addRoleNames("trainLoss", ["loss", "gap"])("{}")).given).toEqual({ trainLoss: ["loss", "gap"] });
    expect(addRoleNames("trainLoss", ["gap"])("{}\n")).toBe('{\n  "names": {\n    "trainLoss": "gap"\n  }\n}\n');
  });

  it("puts the columns that a person chose before the names that were there", () => {
    const chosen = { trainLoss: ["task_loss"], step: ["iter"] };
    const edited = nameRoles(chosen)(text);
    expect(contractOf(edited).given).toEqual({ trainLoss: ["task_loss", "loss"], step: ["iter"] });
    expect(edited).toContain("// always there");
    expect(contractOf(nameRoles(chosen)(edited)).given).toEqual(contractOf(edited).given);
    expect(nameRoles({})(text)).toBe(text);
  });

  it("gives a folder below its own copy, but for which logs there are", () => {
    const above = text.replace("{\n", '{\n  "logs": ["runs/*.jsonl"],\n');
    const own = forFolderBelow(`\uFEFF${above}`, "In place of the one above.");
    expect(own).toBe(`// In place of the one above.\n${text}`);
    expect(contractOf(own).logs).toBe(builtInContract.logs);
  });

  it("spells out the built-in metrics where a contract has none of its own", () => {
    const edited = leaveOut("wd")('{\n  // our names\n  "names": { "trainLoss": "loss" }\n}\n');
    const { metrics } = contractOf(edited);
    expect(edited).toContain("// our names");
    expect(metrics.size).toBe(builtInContract.metrics.size - 1);
    expect(metrics.has("loss")).toBe(true);
    expect(metrics.has("wd")).toBe(false);
  });

  it("names the part of a built-in metric that a contract calls by its usual name", () => {
    const edited = addName("loss_train_nats", "loss")(contractText(builtInContract, "Made here."));
    const { metrics, given } = contractOf(edited);
    expect(given.trainLoss).toEqual(["loss_train_nats", "loss"]);
    // The rule follows the name that a log holds (contractForLog).
    expect(metrics.has("loss_train_nats")).toBe(true);
    expect(contractOf(addName("loss_train_nats", "loss")("{}")).names.trainLoss).toBe("loss");
  });

  it("keeps the tabs and line ends of the file, and the lines that it does not change", () => {
    const tabbed = '{\r\n\t"metrics": {\r\n\t\t"loss_train_nats": {\r\n\t\t\t"every": "batch"\r\n\t\t}\r\n\t}\r\n}\r\n';
    expect(setCadence("loss_train_nats", { kind: "epochs", epochs: 1 })(tabbed)).toBe(tabbed.replace("batch", "epoch"));
    const named = '\r\n\t},\r\n\t"names": {\r\n\t\t"trainLoss": ["loss_train_nats", "l"]\r\n\t}\r\n}\r\n';
    expect(addName("loss_train_nats", "l")(tabbed)).toBe(tabbed.replace("\r\n\t}\r\n}\r\n", named));
    const spelled = leaveOut("wd")('{\r\n\t"logs": ["x"]\r\n}\r\n');
    expect(spelled.replaceAll("\r\n", "")).not.toContain("\n");
    expect(spelled).toMatch(/\r\n\t"metrics": \{\r\n\t\t"step"/);
  });

  it("changes the rule that counts of a metric that is given twice, and leaves out both", () => {
    const twice = '{"metrics": {"a": {"every": "batch"}, "a": {"every": "batch", "min": 0}, "b": {"every": "epoch"}}}';
    const { contract } = parseContract(setCadence("a", { kind: "epochs", epochs: 1 })(twice));
    expect(contract?.metrics.get("a")?.every).toEqual({ kind: "epochs", epochs: 1 });
    expect([...contractOf(leaveOut("a")(twice)).metrics.keys()]).toEqual(["b"]);
  });

  it("stays a comment where the remark of a new contract names a folder with a line end in its name", () => {
    expect(contractOf(contractText(builtInContract, "runs\rx/a")).metrics.size).toBe(builtInContract.metrics.size);
  });

  it("says what is wrong with a contract that cannot be used", () => {
    expect(() => leaveOut("step")("{ metrics }")).toThrow(UnusableContractError);
    expect(() => leaveOut("step")("")).toThrow(UnusableContractError);
  });

  it("of any metric of the built-in contract changes that metric alone", () => {
    const all = [...builtInContract.metrics.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.integer({ min: 1, max: 5000 }), (metric, steps) => {
        const before = contractText(builtInContract, "Made here.");
        const { metrics } = contractOf(setCadence(metric, { kind: "steps", steps })(before));
        expect(metrics.get(metric)?.every).toEqual({ kind: "steps", steps });
        const others = all.filter((name) => name !== metric);
        expect(others.map((name) => metrics.get(name))).toEqual(
          others.map((name) => builtInContract.metrics.get(name)),
        );
      }),
    );
  });
});
