import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { machineSlots } from "@ohcs/gpu-registry/host";
import { afterEach, beforeEach, expect, test } from "vitest";

const ROUNDS = process.env.OHCS_TEST_DEPTH === "full" ? 250 : 12;
const script = (name: string) => fileURLToPath(new URL(`./fixtures/${name}.mjs`, import.meta.url));

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-gpus-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([1, 2])(
  `two processes never hold more than %i leases together: ${ROUNDS} rounds (landmine 18)`,
  async (most) => {
    const places = join(folder, "places");
    await mkdir(places);
    const run = () =>
      promisify(execFile)(process.execPath, [script("lease-rounds"), folder, places, String(most), String(ROUNDS)]);
    const clean = { stdout: "", stderr: "" };
    expect(await Promise.all([run(), run()])).toEqual([clean, clean]);
  },
);

test("leases of a killed process are free for the next", async () => {
  const holder = spawn(process.execPath, [script("lease-holder"), folder], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    expect(String(await once(holder.stdout, "data"))).toBe("held\n");
    const exchange = machineSlots({ folder, pollMs: 1 });
    await expect(exchange.claim("gpu", 1, AbortSignal.abort())).rejects.toMatchObject({ code: "GPU_LEASE_CANCELLED" });
    const waiting = exchange.claim("gpu", 1, null);
    holder.kill("SIGKILL");
    await (await waiting)();
  } finally {
    holder.kill("SIGKILL");
  }
});
