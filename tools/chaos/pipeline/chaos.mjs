// A pipeline whose wells and reduction take a moment, and wait at gates, so that a run can be met at a given place.
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { concatTables, defineFunction, definePipeline, NO_PARAMETERS, reduce, step } from "@ohcs/context";

/** Folder of the gates, which are no part of what is computed; without it nothing waits. */
const gates = process.env.OHCS_CHAOS_GATES;
const base = { version: "1.0.0", params: NO_PARAMETERS };
const moment = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits while the gate of that name is closed, unless the run is cancelled. */
async function pass(name, signal) {
  if (gates === undefined) return;
  while (existsSync(join(gates, `${name}.closed`))) {
    signal.throwIfAborted();
    await moment(5);
  }
}

/** Takes the next ticket, in whatever worker; behind the last one the gate of the wells stands. */
async function ticket(signal) {
  if (gates === undefined) return;
  const limit = (await readLimit()) ?? Number.POSITIVE_INFINITY;
  for (let number = 0; number < limit; number++) if (await isMine(number)) return;
  await pass("wells", signal);
}

async function readLimit() {
  const file = await open(join(gates, "tickets"), "r").catch(() => null);
  if (file === null) return null;
  try {
    return Number(await file.readFile("utf8"));
  } finally {
    await file.close();
  }
}

async function isMine(number) {
  const file = await open(join(gates, `ticket-${number}`), "wx").catch(() => null);
  await file?.close();
  return file !== null;
}

export const linger = defineFunction({
  ...base,
  name: "linger",
  summary: "The image, after a moment",
  exact: true,
  run: async ({ image }, _, { signal }) => {
    await ticket(signal);
    await moment(10);
    return { image };
  },
});

export const addUp = defineFunction({
  ...base,
  name: "addUp",
  summary: "The sum of all samples",
  returnsImage: false,
  outputs: { sums: { kind: "table" } },
  run: ({ image }) => ({
    outputs: { sums: { columns: ["Total"], rows: [[image.data.reduce((sum, value) => sum + value, 0)]] } },
  }),
});

const reducing = { ...base, scope: "reduce", returnsImage: false, inputs: { table: { kind: "table" } } };

export const gather = defineFunction({
  ...reducing,
  name: "gather",
  summary: "The wells' tables in one, and the mean of their sums",
  outputs: { level: { kind: "json" }, merged: { kind: "table" } },
  run: async ({ table }, _, { signal }) => {
    await pass("gather", signal);
    await moment(10);
    const merged = concatTables(table.tables);
    const sums = merged.rows.map((row) => row[merged.columns.indexOf("Total")]);
    return { outputs: { merged, level: sums.reduce((sum, value) => sum + value, 0) / sums.length } };
  },
});

/** In the phase after: what it adds, all wells together decided. */
export const raise = defineFunction({
  ...base,
  name: "raise",
  summary: "The image, brighter by the level of the plate, after a moment",
  inputs: { image: { kind: "image" }, level: { kind: "json" } },
  run: async ({ image, level }, _, { signal }) => {
    await pass("raise", signal);
    await ticket(signal);
    await moment(10);
    const by = Math.round(level.values[0]) % 100;
    return { image: { ...image, data: image.data.map((value) => value + by) } };
  },
});

export const listStates = defineFunction({
  ...reducing,
  name: "listStates",
  summary: "How each well ended",
  outputs: { states: { kind: "table" } },
  run: async (_inputs, _, { signal, contributors }) => {
    await pass("listStates", signal);
    const rows = contributors.map(({ well, status }) => [well, status]);
    return { outputs: { states: { columns: ["Metadata_Well", "Metadata_Status"], rows } } };
  },
});

// biome-ignore lint/style/noDefaultExport: a pipeline is the default export of its module
export default definePipeline({
  name: "chaos",
  steps: [
    step("smooth", { func: [linger(), { use: "gaussianBlur", with: { sigma: 1 } }], materialize: true }),
    step("add", { func: addUp(), emits: ["table:sums"] }),
    reduce("gathered", {
      from: "table:sums",
      func: [gather(), listStates()],
      emits: { "artifact:level": "level", "table:states": "states" },
    }),
    step("raise", { func: raise(), inputs: { image: "pipelineStart", level: "artifact:level" } }),
  ],
});
