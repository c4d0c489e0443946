import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProviderReference } from "@ohcs/gpu-registry/host";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("./fixtures/probe-parent.mjs", import.meta.url));
const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const PATIENCE_MS = 30_000;

const slowEntry = new URL("./fixtures/slow-entry.mjs", import.meta.url).href;

test.each([
  ["its driver blocks it", {}],
  ["it starts", { entryUrl: slowEntry }],
])("a probing process ends with its parent, even while %s", async (_, entry) => {
  const folder = mkdtempSync(join(tmpdir(), "ohcs-probe-"));
  const file = join(folder, "pid");
  const name = "writesPidAndHangs";
  const provider: ProviderReference = { name, url, export: name, options: file };
  const options = { provider, env: { OHCS_PID_FILE: file }, ...entry };
  const parent = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: "inherit" });
  try {
    await expect.poll(() => existsSync(file), { timeout: PATIENCE_MS }).toBe(true);
    const pid = Number(readFileSync(file, "utf8"));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: PATIENCE_MS }).toBe(false);
  } finally {
    parent.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
