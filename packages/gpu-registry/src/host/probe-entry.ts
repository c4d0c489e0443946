/** The process that looks at GPUs: answers task after task and is then killed by its parent, whatever the driver is doing. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { encodeError } from "@ohcs/context";
import { inspectAdapter } from "../probe/inspect-adapter.ts";
import { loadProvider } from "./load-provider.ts";
import type { ProbeReply, ProbeTask } from "./probe-protocol.ts";

// While a driver blocks the main thread it hears nothing of its parent's end, so a thread of its own watches. The parent says
// which process it is: one that ended while this one started has been replaced as the parent already.
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
    // Also where another process has listed: WebGPU's globals stand in this one only once its provider has.
    const listed = await provider.list();
    return { ok: true, value: task.type === "list" ? listed : await inspectAdapter(provider, task.adapter) };
  } catch (error) {
    return { ok: false, error: encodeError(error) };
  }
}
