/** A task of an array, as `ohcs worker --chunks` is one; adds the processor time that it took, ms, to a file. */
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runChunk, taskIndex, WellNode } from "@ohcs/distributed";

const options = { chunks: { type: "string" }, slots: { type: "string" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const slots = Number(values.slots);
const node = new WellNode({ slots, resolveModule: (name) => import.meta.resolve(name) });
await runChunk(node, { file: values.chunks ?? "", index: taskIndex(), slots, signal: new AbortController().signal });
await node.close();
const { user, system } = process.cpuUsage();
appendFileSync(positionals[0] ?? "", `${(user + system) / 1_000}\n`);
