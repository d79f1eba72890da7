// Makes property tests the same at every run, so that a failure is the change's own: FC_SEED=random draws a new seed.
import fc from "fast-check";

const asked = process.env["FC_SEED"] ?? "20261122";

fc.configureGlobal({ seed: asked === "random" ? Date.now() : Number(asked) });
