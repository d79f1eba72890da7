// Runs in the page of test/bench/panel.ts: plays the extension to the panel's real script, and times it and uPlot.
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const painted = async () => {
  await frame();
  await new Promise((resolve) => setTimeout(resolve));
};
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

const inFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));

/** Milliseconds that the page takes in the frame after `act`, between a callback registered before it and one after. */
async function frameAfter(act) {
  await frame();
  const start = inFrame();
  const began = performance.now();
  act();
  const handled = performance.now() - began;
  const end = inFrame();
  return handled + (await end) - (await start);
}

/** How many of `act` a second are drawn, one a frame. */
async function perSecond(steps, act) {
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    act(i);
    await frame();
  }
  return (1000 * steps) / (performance.now() - began);
}

async function load(source) {
  const script = document.createElement("script");
  script.src = source;
  document.body.append(script);
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
}

const send = (data) => window.dispatchEvent(new MessageEvent("message", { data }));

/** Values to a message, as the worker cuts them. */
const mostValues = 500_000;

function parts(log, id, values) {
  const messages = [];
  for (let from = 0; from < values.length; from += mostValues) {
    const part = { id, from, rows: null, values: values.slice(from, from + mostValues) };
    messages.push({ type: "columns", log, part });
  }
  return messages;
}

/** Arrays come as text: each `{ floats: base64 }` is one. */
function revive(key, value) {
  if (typeof value?.floats !== "string") {
    return value;
  }
  return new Float64Array(Uint8Array.from(atob(value.floats), (letter) => letter.charCodeAt(0)).buffer);
}

const floats = async (name) => new Float64Array(await (await fetch(name)).arrayBuffer());

/** Moves to a part of the run, another one each time, in and out. */
const ranges = (steps, [low, high]) =>
  Array.from({ length: steps }, (_, i) => {
    const width = (high - low) * 0.85 ** (i % 30);
    const start = low + (high - low - width) * (0.3 + 0.2 * Math.sin(i));
    return [start, start + width];
  });

window.benchPanel = async function (steps) {
  const state = JSON.parse(await (await fetch("state.json")).text(), revive);
  const columns = { "@clock": await floats("clock.bin"), "metric:loss_train_nats": await floats("loss.bin") };
  const asked = Promise.withResolvers();
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      if (message.type === "ready") {
        send({ type: "state", state });
      } else if (message.type === "columns") {
        asked.resolve();
      } else if (message.type === "failed") {
        throw new Error(message.message);
      }
    },
    getState: () => undefined,
    setState: () => undefined,
  });
  const app = document.createElement("main");
  app.id = "app";
  app.dataset.logs = JSON.stringify([state.log]);
  document.body.append(app);
  const start = performance.now();
  await load("run.js");
  await painted();
  const firstPaint = performance.now() - start;
  await asked.promise;
  Object.entries(columns)
    .flatMap(([id, values]) => parts(state.log, id, values))
    .forEach(send);
  send({
    type: "columns",
    log: state.log,
    part: { id: "@line", from: 0, rows: Uint32Array.of(0), values: Float64Array.of(1) },
  });
  await painted();
  const fullResolution = performance.now() - start;
  const canvas = document.querySelector("canvas[role=img]");
  const box = canvas.getBoundingClientRect();
  const wheel = (i) =>
    canvas.dispatchEvent(
      new WheelEvent("wheel", {
        ctrlKey: true,
        deltaY: i % 24 < 12 ? -1 : 1,
        clientX: box.left + box.width * (0.5 + 0.2 * Math.sin(i)),
        clientY: box.top + 100,
        bubbles: true,
        cancelable: true,
      }),
    );
  const zoom = [];
  for (let i = 0; i < steps; i++) {
    zoom.push(await frameAfter(() => wheel(i)));
  }
  const zoomsPerSecond = await perSecond(steps, wheel);
  canvas.dispatchEvent(new MouseEvent("dblclick"));
  await painted();
  const append = [];
  const count = columns["@clock"].length;
  const last = columns["@clock"][count - 1];
  for (let i = 0; i < steps; i++) {
    append.push(
      await frameAfter(() => {
        const next = (id, value) =>
          send({
            type: "columns",
            log: state.log,
            part: { id, from: count + i, rows: null, values: Float64Array.of(value) },
          });
        next("@clock", last + (i + 1) * 1e-3);
        next("metric:loss_train_nats", 1);
      }),
    );
  }
  return { firstPaint, fullResolution, zoom: median(zoom), append: median(append), zoomsPerSecond };
};

window.benchUplot = async function (steps) {
  const data = [await floats("clock.bin"), await floats("loss.bin")];
  const place = document.createElement("div");
  document.body.append(place);
  const options = {
    width: 1200,
    height: 400,
    scales: { x: { time: false, distr: 1 }, y: { distr: 3 } },
    series: [{}, { stroke: "#3794ff", width: 1, points: { show: false } }],
  };
  const start = performance.now();
  await load("uPlot.js");
  const chart = new window.uPlot(options, data, place);
  await painted();
  const firstPaint = performance.now() - start;
  const whole = [data[0][0], data[0].at(-1)];
  const zoom = [];
  const parts = ranges(steps, whole);
  const show = ([min, max]) => chart.setScale("x", { min, max });
  for (const part of parts) {
    await frame();
    const start = performance.now();
    show(part);
    await Promise.resolve();
    zoom.push(performance.now() - start);
  }
  const zoomsPerSecond = await perSecond(steps, (i) => show(parts[i]));
  const append = [];
  for (let i = 0; i < Math.min(steps, 10); i++) {
    const more = data.map((values, axis) => {
      const grown = new Float64Array(values.length + 1);
      grown.set(values);
      grown[values.length] = axis === 0 ? values.at(-1) + 1e-3 : 1;
      return grown;
    });
    await frame();
    const start = performance.now();
    chart.setData(more);
    await Promise.resolve();
    append.push(performance.now() - start);
  }
  return { firstPaint, fullResolution: firstPaint, zoom: median(zoom), append: median(append), zoomsPerSecond };
};
