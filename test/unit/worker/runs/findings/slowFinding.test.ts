import { expect, it } from "vitest";
import { findingText } from "../../../../../src/contract/texts/findingText.ts";
import { sameFacts, slowFinding } from "../../../../../src/worker/runs/findings/slowFinding.ts";

it("says how long a slow run takes and waits, and nothing of one that waits for seconds only", () => {
  const slow = slowFinding({ took: 2_340, wait: 21_060 });
  expect(slow).toMatchObject({ code: "slow-to-read", severity: "information", facts: { seconds: 3, wait: 22 } });
  expect(slow && findingText(slow)).toBe(
    "Reading this run takes 3 s, so it is read about every 22 s. The other runs do not wait for it.",
  );
  expect(slowFinding({ took: 1_000, wait: 9_000 })).toBeNull();
});

it("says the same only where the seconds that are told are the same", () => {
  const slow = slowFinding({ took: 2_340, wait: 21_060 });
  expect(sameFacts(slow, slowFinding({ took: 2_990, wait: 21_900 }))).toBe(true);
  expect(sameFacts(slow, slowFinding({ took: 4_000, wait: 36_000 }))).toBe(false);
  expect(sameFacts(slow, slowFinding({ took: 2_340, wait: 36_000 }))).toBe(false);
  expect(sameFacts(slow, null)).toBe(false);
  expect(sameFacts(null, slowFinding({ took: 1_000, wait: 9_000 }))).toBe(true);
});
