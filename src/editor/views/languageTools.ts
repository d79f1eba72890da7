import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { Run } from "../runs/runs.ts";
import { runForTool } from "./runForTool.ts";
import { comparison, dataNote, findings, review, runList, sweep, type ToolSources } from "./toolAnswers.ts";

interface ToolInput {
  readonly run?: string;
}

interface ListInput {
  readonly from?: number;
}

interface CompareInput {
  readonly runs?: readonly string[];
}

/**
 * Lets language models read what Slopewise knows of the runs; they change nothing. Where this editor has no language
 * models there is nothing to register with.
 */
export function registerLanguageTools(sources: ToolSources): vscode.Disposable {
  const { lm } = vscode as Partial<typeof vscode>;
  if (lm?.registerTool === undefined) {
    return new vscode.Disposable(() => undefined);
  }
  const tool = (during: (run: string) => string, answer: (run: Run) => Promise<string[]>) => ({
    prepareInvocation: ({ input }: { input: ToolInput }) => ({
      invocationMessage: during(input.run ?? t("the run")),
    }),
    invoke: async ({ input }: { input: ToolInput }, token: vscode.CancellationToken) => {
      await sources.found();
      const run = await runForTool(sources.runs, input.run, token);
      const texts = await answer(run);
      return new vscode.LanguageModelToolResult(texts.map((text) => new vscode.LanguageModelTextPart(text)));
    },
  });
  return vscode.Disposable.from(
    lm.registerTool<ToolInput>(
      "slopewise_review_run",
      tool(
        (run) => t("Reviewing {0}", run),
        (run) => review(sources.client, run),
      ),
    ),
    lm.registerTool<ToolInput>(
      "slopewise_check_run",
      tool(
        (run) => t("Checking {0}", run),
        (run) => Promise.resolve(findings(run)),
      ),
    ),
    ...toolsOfMany(sources),
  );
}

/** Tools about several runs, or all of them. */
function toolsOfMany(sources: ToolSources): readonly vscode.Disposable[] {
  const tool = <Input>(
    during: () => string,
    answer: (input: Input, token: vscode.CancellationToken) => Promise<string[]>,
  ): vscode.LanguageModelTool<Input> => ({
    prepareInvocation: () => ({ invocationMessage: during() }),
    invoke: async ({ input }, token) => {
      await sources.found();
      const texts = [...(await answer(input, token)), dataNote()];
      return new vscode.LanguageModelToolResult(texts.map((text) => new vscode.LanguageModelTextPart(text)));
    },
  });
  return [
    vscode.lm.registerTool(
      "slopewise_list_runs",
      tool<ListInput>(
        () => t("Listing the runs"),
        ({ from }) => Promise.resolve([runList(sources.runs, from)]),
      ),
    ),
    vscode.lm.registerTool(
      "slopewise_compare_runs",
      tool<CompareInput>(
        () => t("Comparing runs"),
        async ({ runs }, token) => [await comparison(sources, runs, token)],
      ),
    ),
    vscode.lm.registerTool(
      "slopewise_sweep",
      tool<object>(
        () => t("Analyzing all runs"),
        (_, token) => sweep(sources, token),
      ),
    ),
  ];
}
