import { expect, test } from "vitest";
import { saidPhrases } from "../../calibrate/outcome.ts";
import { textsFile } from "../manifestTexts.ts";

const texts = [...textsFile("media/l10n/bundle.l10n.de.json")].map(([english]) => english);

test.each(Object.values(saidPhrases).flat())("the calibration counts %j as summaries say it", (phrase) => {
  expect(texts.filter((text) => text.includes(phrase))).not.toEqual([]);
});
