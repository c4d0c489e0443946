import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "../errors.ts";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";

/** How long a mistake may take to show, ms. */
const FIRST_MS = 5_000;

/** Starts this program once more as `ohcs run`, with a log in place of the terminal. @throws `SUBMIT_FAILED` where it ends with an error at once */
export async function submitRun({ argv, directory }: Session): Promise<Outcome> {
  const log = join(directory, `ohcs-run-${new Date().toISOString().replaceAll(/[-:]|\..*/g, "")}.log`);
  const file = await open(log, "ax");
  const [program = ""] = process.argv.slice(1);
  const args = [program, "run", ...argv.slice(1).filter((one) => one !== "--json")];
  const options = { cwd: directory, detached: true, stdio: ["ignore", file.fd, file.fd] } as const;
  const child = spawn(process.execPath, args, { ...options, stdio: [...options.stdio] });
  const ended = once(child, "exit").then(([code]) => Number(code));
  const early = await Promise.race([ended, sleep(FIRST_MS, null, { ref: false })]);
  await file.close();
  child.unref();
  if (early !== null && early !== EXIT.success) {
    const text = (await readFile(log, "utf8")).trim();
    throw fail("SUBMIT_FAILED", `Cannot submit the run: expected it to go on, got exit code ${early}\n${text}`, {
      details: { log, exitCode: early },
    });
  }
  const text = `runs as process ${child.pid}; what it says goes to ${log}\n`;
  return { exitCode: EXIT.success, json: { pid: child.pid, log, isOver: early !== null }, text: () => text };
}
