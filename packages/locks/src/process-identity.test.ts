import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning, ownIdentity } from "./process-identity.ts";

let proc = "";
beforeEach(async () => {
  proc = await mkdtemp(join(tmpdir(), "ohcs-proc-"));
});
afterEach(() => rm(proc, { recursive: true, force: true }));

test("a process is distinguished from one with a reused pid, and from one of an earlier boot", async () => {
  const own = await ownIdentity();
  expect(await isRunning(own)).toBe(true);
  expect(await isRunning({ ...own, startTime: "1" })).toBe(false);
  expect(await isRunning({ ...own, boot: "an earlier boot" })).toBe(false);
  expect(await isRunning({ ...own, pid: 2 ** 22 + 1 })).toBe(false);
});

test("a process that is there but hidden counts as running, unless the machine has started again since", async () => {
  const own = await ownIdentity();
  expect(await isRunning(own, proc)).toBe(true);
  await mkdir(join(proc, "sys/kernel/random"), { recursive: true });
  await writeFile(join(proc, "sys/kernel/random/boot_id"), "a later boot\n");
  expect(await isRunning(own, proc)).toBe(false);
  expect(await isRunning({ pid: process.pid, startTime: null, boot: null }, proc)).toBe(true);
});

test("a process that ended counts as ended before its parent has looked", async () => {
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; wait"], { stdio: ["ignore", "pipe", "inherit"] });
  const stateOf = async (pid: number | undefined) => (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.[0];
  try {
    const pid = Number(String((await once(parent.stdout, "data"))[0]));
    // A parent that is stopped does not look.
    parent.kill("SIGSTOP");
    await expect.poll(() => stateOf(parent.pid), { timeout: 10_000 }).toBe("T");
    process.kill(pid, "SIGKILL");
    await expect.poll(() => stateOf(pid), { timeout: 10_000 }).toBe("Z");
    expect(process.kill(pid, 0)).toBe(true);
    expect(await isRunning({ pid, startTime: null, boot: null })).toBe(false);
  } finally {
    parent.kill("SIGKILL");
  }
});
