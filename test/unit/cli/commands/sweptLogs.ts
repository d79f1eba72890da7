/** A run of 20 epochs, the faster the larger its learning rate. */
export function logOf(lr: number, seed: number): string {
  const records = Array.from({ length: 400 }, (_, i) => {
    const epoch = (i + 1) / 20;
    const loss = 2 * epoch ** -(0.2 + lr) * (1 + 0.01 * Math.sin(i * 12.9898 + seed));
    return JSON.stringify({ step: i + 1, epoch, loss_train_nats: loss, loss_val_nats: loss + 0.1 });
  });
  return `${records.join("\n")}\n`;
}
