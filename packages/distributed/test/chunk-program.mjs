// A task of an array, as `ohcs worker --chunks` is one: modules by name are its first argument.
import { parseArgs } from "node:util";
import { runChunk, taskIndex, WellNode } from "@ohcs/distributed";
import { threadsRunner } from "@ohcs/executor/threads";

const [modules, ...args] = process.argv.slice(2);
const text = { type: "string" };
const { values } = parseArgs({ args, options: { chunks: text, slots: text, look: { ...text, default: "100" } } });
const urls = JSON.parse(modules);
const ending = new AbortController();
process.once("SIGTERM", () => ending.abort());
const slots = Number(values.slots);
const runner = threadsRunner({ heapMb: 64 });
const node = new WellNode({ slots, runner, lookMs: Number(values.look), resolveModule: (name) => urls[name] ?? null });
const outcome = await runChunk(node, { file: values.chunks, index: taskIndex(), slots, signal: ending.signal });
await node.close();
process.stdout.write(JSON.stringify(outcome));
