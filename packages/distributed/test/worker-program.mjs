// A worker in a process of its own, as `ohcs worker` is one: its settings are its only argument.
import { startBullmqWorker } from "@ohcs/distributed/bullmq";
import { threadsRunner } from "@ohcs/executor/threads";

const { modules, heapMb, ...settings } = JSON.parse(process.argv[2]);
const runner = threadsRunner(heapMb === undefined ? {} : { heapMb });
const worker = await startBullmqWorker({ ...settings, runner, resolveModule: (name) => modules[name] ?? null });
process.once("SIGTERM", () => void worker.close().then(() => process.exit(0)));
process.once("disconnect", () => process.exit(1));
process.send("ready");
