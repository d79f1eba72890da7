import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { number } from "./numbers.ts";

type Review = Pick<RunReview, "best" | "fits" | "misfit" | "stairs" | "longMemory" | "noiseMemory">;

/** phi from which what the best model leaves moves slowly. */
const slow = 0.95;
/** Memory parameter from which intervals are too narrow. */
const longMemory = 0.2;

/** Residuals that move slowly; nothing where a misfit is why they do. */
export function slowSentence({ best, fits, misfit }: Review): string {
  const phi = best === null || misfit !== null ? null : (fits?.[best].phi ?? null);
  return phi !== null && phi >= slow
    ? t(
        "The residuals of the best model are strongly autocorrelated: the noise is slow, or the curve has a shape that none of the models has.",
      )
    : "";
}

/** What a model leaves that misses a bend or steps has a long memory of its own: of that the misfit's sentence tells. */
export function memorySentence({ longMemory: d, noiseMemory, misfit, stairs }: Review): string {
  if (noiseMemory !== null && misfit === null && stairs === null) {
    const d = number(noiseMemory.d, 1);
    return noiseMemory.isLikely
      ? t("The noise is correlated over long times (memory parameter d ≈ {0}); the intervals account for it.", d)
      : t("The noise may be correlated over long times (memory parameter d ≈ {0}); the intervals account for it.", d);
  }
  return misfit === null && stairs === null && d !== null && d > longMemory
    ? t(
        "The noise is correlated over long times (memory parameter d ≈ {0}), so the intervals are too narrow.",
        number(d, 1),
      )
    : "";
}
