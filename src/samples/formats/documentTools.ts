import { batchesBetween, EpochMeans, type MakeTool } from "./sampleTool.ts";

/** Checkpoints that are kept, as with `save_total_limit=2`. */
const keptCheckpoints = 2;

/** The Trainer of Hugging Face: all that it logged so far, in each checkpoint again, one an epoch. */
export const huggingFace: MakeTool = ({ folder, parameters }) => {
  const between = batchesBetween(parameters);
  const history: object[] = [];
  const kept: string[] = [];
  let last = { step: 0, epoch: 0 };
  const save = async (): Promise<void> => {
    const name = `checkpoint-${last.step}`;
    kept.push(name);
    await folder.replace(
      `${name}/trainer_state.json`,
      stateText(last, { history, between, epochs: parameters.epochs }),
    );
    if (kept.length > keptCheckpoints) {
      await folder.remove(kept.shift() ?? name);
    }
  };
  return {
    log: ".",
    take: async ({ cells }) => {
      const { step = 0, epoch = 0, loss_train_nats: loss = NaN, lr = NaN, grad_norm, loss_val_nats, acc_val } = cells;
      last = { step, epoch };
      if (step % between === 0) {
        const norm = grad_norm === undefined ? {} : { grad_norm: rounded(grad_norm) };
        history.push({ epoch, ...norm, learning_rate: rounded(lr), loss: Number(loss.toFixed(4)), step });
      }
      if (loss_val_nats !== undefined) {
        history.push({ epoch, eval_accuracy: rounded(acc_val ?? NaN), eval_loss: rounded(loss_val_nats), step });
      }
      if (step % parameters.stepsPerEpoch === 0) {
        await save();
      }
    },
    end: async () => {
      if (!kept.includes(`checkpoint-${last.step}`)) {
        await save();
      }
    },
  };
};

function stateText(
  { step, epoch }: { readonly step: number; readonly epoch: number },
  {
    history,
    between,
    epochs,
  }: { readonly history: readonly object[]; readonly between: number; readonly epochs: number },
): string {
  const state = {
    ...{ best_metric: null, best_model_checkpoint: null, epoch, global_step: step, is_hyper_param_search: false },
    ...{ is_local_process_zero: true, is_world_process_zero: true, log_history: history, logging_steps: between },
    ...{ max_steps: Math.round((epochs * step) / epoch), num_train_epochs: epochs },
  };
  return `${pythonJson(state)}\n`;
}

/** dora's history: an array with an object an epoch, another file each time. */
export const jsonHistory: MakeTool = ({ folder, parameters }) => {
  const means = new EpochMeans(parameters);
  const history: object[] = [];
  return {
    log: "history.json",
    take: async (record) => {
      const done = means.take(record);
      if (done !== null) {
        const { loss, acc, valLoss, valAcc } = done;
        history.push({
          train: { loss: rounded(loss), acc: rounded(acc) },
          valid: { loss: rounded(valLoss), acc: rounded(valAcc) },
        });
        await folder.replace("history.json", pythonJson(history));
      }
    },
  };
};

function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(7)) : value;
}

/** JSON as Python writes it: with NaN and infinities. */
function pythonJson(value: unknown): string {
  const marked = JSON.stringify(
    value,
    (_, each: unknown) => (typeof each === "number" && !Number.isFinite(each) ? `\u0000${each}` : each),
    2,
  );
  return marked.replace(/"\\u0000(-?\w+)"/g, "$1");
}
