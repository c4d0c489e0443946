/** A worker of BullMQ in a process of its own: its queue is the only argument. */
import { startBullmqWorker } from "@ohcs/distributed/bullmq";

const place = JSON.parse(process.argv[2] ?? "{}") as { readonly url: string; readonly prefix: string };
const worker = await startBullmqWorker({ ...place, slots: 1, resolveModule: (name) => import.meta.resolve(name) });
process.once("SIGTERM", () => void worker.close().then(() => process.exit(0)));
process.send?.("ready");
