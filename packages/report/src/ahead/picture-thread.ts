/** The thread that makes pictures: answers each list of what is asked with a list of pictures, null where there is none. */
import { parentPort, workerData } from "node:worker_threads";
import { decodeContext, type WorkerStartup } from "@ohcs/context";
import { importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import { type PictureAsked, PictureReading } from "../disk/picture-reading.ts";
import type { SmallPlane } from "../disk/small-plane.ts";

/** What the thread begins with. */
export interface PictureThreadStart {
  /** The wire form of a context of the run: it states where images are. */
  readonly context: string;
  readonly startup: WorkerStartup;
}

const { context, startup } = workerData as PictureThreadStart;
const reading = new PictureReading(openStorage(decodeContext(context), startup, moduleLoader(startup, importModule)));

parentPort?.on("message", async (asked: readonly PictureAsked[]) => {
  const made: (SmallPlane | null)[] = [];
  // The report reads again what could not be read here, and says why that fails.
  for (const one of asked) made.push(await reading.made(one).catch(() => null));
  parentPort?.postMessage(made);
});
