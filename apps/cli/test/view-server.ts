import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { OHCS } from "./run-ohcs.ts";

/** A running `ohcs view`. */
export interface ViewServer {
  /** The address that it printed, with its token. */
  readonly url: string;
  /** What it said on standard error until then. */
  readonly said: string;
  /** Ends it as Ctrl-C does; its exit code. */
  end(): Promise<number | null>;
}

/** Starts the built `ohcs view` in `directory`, and waits for its address. */
export async function startView(directory: string, argv: readonly string[]): Promise<ViewServer> {
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [OHCS, "view", ...argv], {
    cwd: directory,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [url, said] = await printedAddress(child);
  return {
    url,
    said,
    end: async () => {
      child.kill("SIGINT");
      const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
      return code as number | null;
    },
  };
}

function printedAddress(child: ChildProcess): Promise<readonly [url: string, said: string]> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const url = /http:\S+/.exec(said)?.[0];
      if (url !== undefined && said.includes("Ctrl-C")) resolve([url, said]);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`'ohcs view' ended with ${code}: ${said}`)));
  });
}
