/**
 * The process that inspects GPUs: answers tasks one at a time and is then killed by its parent, even if the driver
 * hangs.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { encodeError } from "@ohcs/context";
import { inspectAdapter } from "../probe/inspect-adapter.ts";
import { loadProvider } from "./load-provider.ts";
import type { ProbeReply, ProbeTask } from "./probe-protocol.ts";

// While a driver blocks the main thread, the end of the parent is not noticed there, so a separate thread watches for
// it. The parent passes its process id: if it ended while this process started, the parent id has already changed.
const watch = `const parent = require("node:worker_threads").workerData;
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 100);`;
const workerData = Number(process.argv[2]);
const watching = once(new Worker(watch, { eval: true, execArgv: [], workerData }), "online");
process.once("disconnect", () => process.exit(1));
if (!process.connected) process.exit(1);
process.on("message", async (task: ProbeTask) => {
  await watching;
  process.send?.(await answer(task));
});

async function answer(task: ProbeTask): Promise<ProbeReply> {
  try {
    const provider = await loadProvider(task.provider);
    // Needed even if another process has listed: WebGPU's globals exist in this process only after its provider has
    // listed.
    const listed = await provider.list();
    return { ok: true, value: task.type === "list" ? listed : await inspectAdapter(provider, task.adapter) };
  } catch (error) {
    return { ok: false, error: encodeError(error) };
  }
}
