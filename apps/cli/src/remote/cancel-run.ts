import { resolve } from "node:path";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { loadDistributed } from "./load-distributed.ts";
import { notRemote } from "./not-remote.ts";

/** Ends a run: its workers, and the command that runs it, see the request. @throws `RUN_NOT_REMOTE` */
export async function cancelRun(output: string, { directory }: Session): Promise<Outcome> {
  const { ALL, RemoteFolder } = await loadDistributed();
  const root = resolve(directory, output);
  const folder = new RemoteFolder(root);
  const run = await folder.run();
  if (run === null) throw notRemote("cancel", root);
  await folder.stop(run.id, ALL, "stop");
  const text = `${output}: wells that have not begun will not; those that run are being ended\n`;
  return { exitCode: EXIT.success, json: { run: run.id, engine: run.engine, cancelled: true }, text: () => text };
}
