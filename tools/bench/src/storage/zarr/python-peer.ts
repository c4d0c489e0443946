import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** zarr-python in a process of its own, which writes one plane again and again. */
interface PythonPeer {
  /** Writes the plane; returns ms, as measured over there. */
  readonly write: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const parity = fileURLToPath(new URL("../parity", import.meta.resolve("@ohcs/bench/package.json")));

/** A Python with zarr-python: what `OHCS_PARITY_PYTHON` names, else the environment of tools/parity; null where there is none. */
export function findPython(): string | null {
  const candidates = [process.env.OHCS_PARITY_PYTHON, join(parity, ".venv/bin/python")];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** Starts it. `synced`: each file and its folder are synced after writing, as ours are. @throws `Error` where it does not start */
export async function openPythonPeer(
  python: string,
  { array, plane, synced }: { readonly array: string; readonly plane: string; readonly synced: boolean },
): Promise<PythonPeer> {
  const args = [join(parity, "zarr_write.py"), array, plane, ...(synced ? ["--sync"] : [])];
  const child = spawn(python, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`Cannot measure zarr-python: expected an answer of '${python}', got none`);
    return value;
  };
  await answer();
  return {
    write: async () => {
      child.stdin.write("write\n");
      return Number(await answer());
    },
    close: async () => {
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
    },
  };
}
