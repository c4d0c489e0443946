import { resolve } from "node:path";
import { fail } from "../errors.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { installed } from "./installed.ts";

/** Ends a run wherever its wells run, and the command that began it. @throws `RUN_NOT_REMOTE` */
export async function cancelRun(output: string, { directory }: Session): Promise<Outcome> {
  const { ALL, RemoteFolder } = await installed(import("@ohcs/distributed"));
  const root = resolve(directory, output);
  const folder = new RemoteFolder(root);
  const run = await folder.run();
  if (run === null) throw notRemote("cancel", root);
  await folder.stop(run.id, ALL, "stop");
  const text = `${output}: waiting wells will not start; running ones are stopped within seconds\n`;
  return { exitCode: EXIT.success, json: { run: run.id, engine: run.engine, cancelled: true }, text: () => text };
}

/** An output whose run is not, or not any more, on other machines. */
export function notRemote(attempt: string, root: string): Error {
  const message = `Cannot ${attempt} '${root}': expected a run in progress on other machines, got none`;
  return fail("RUN_NOT_REMOTE", message, { details: { root } });
}
