import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { OhcsError } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runLockHolder, takeRunLock } from "./run-lock.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const holder = (fields: object) =>
  JSON.stringify({ pid: process.pid, host: hostname(), startTime: null, boot: null, ...fields });

test("a held lock is refused, a released one is taken", async () => {
  const release = await takeRunLock(folder);
  await expect(takeRunLock(folder)).rejects.toMatchObject({
    code: "OUTPUT_LOCKED",
    details: { holder: { pid: process.pid } },
  });
  await release();
  await (await takeRunLock(folder))();
  expect((await readdir(folder)).toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("a lock is taken over from a process that is gone, also where its number was given to another", async () => {
  await writeFile(join(folder, "1"), holder({ pid: 2 ** 22 + 1 }));
  const release = await takeRunLock(folder);
  await release();
  await writeFile(join(folder, "7"), holder({ startTime: "1" }));
  await (await takeRunLock(folder))();
  await writeFile(join(folder, "20"), holder({ boot: "an earlier boot" }));
  await (await takeRunLock(folder))();
});

test("a lock of a process that is there, but tells nothing of itself, counts as held", async () => {
  await writeFile(join(folder, "1"), holder({}));
  await expect(takeRunLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
});

test("a lock of another machine, or one that cannot be read, counts as held", async () => {
  await writeFile(join(folder, "1"), holder({ host: "elsewhere", pid: 1 }));
  await expect(takeRunLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  await writeFile(join(folder, "2"), "{");
  await expect(takeRunLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
});

test("what gives the lock back is written when it is taken, and that of a holder that is gone is removed", async () => {
  await writeFile(join(folder, "1"), holder({ pid: 2 ** 22 + 1 }));
  await writeFile(join(folder, "1.released"), holder({ released: true }));
  const release = await takeRunLock(folder);
  expect((await readdir(folder)).toSorted()).toEqual(["1", "2", "2.released"]);
  await release();
  expect((await readdir(folder)).toSorted()).toEqual(["1", "2", "3"]);
  expect(await runLockHolder(folder)).toBeNull();
});

test("a holder that cannot be seen from here is taken for gone only where that is said, and told how", async () => {
  for (const entry of [holder({ host: "elsewhere", pid: 1 }), "{"]) {
    const newest = (await readdir(folder)).length + 1;
    await writeFile(join(folder, String(newest)), entry);
    await expect(takeRunLock(folder)).rejects.toMatchObject({ remedy: expect.stringContaining("--steal-lock") });
    await (await takeRunLock(folder, { steal: true }))();
  }
});

test("a lock that a process of this machine holds is never stolen", async () => {
  const release = await takeRunLock(folder);
  const refused = await takeRunLock(folder, { steal: true }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "OUTPUT_LOCKED" });
  expect((refused as OhcsError).remedy).not.toContain("--steal-lock");
  await release();
});

test("runLockHolder() names the holder, and whether it can be seen from here", async () => {
  expect(await runLockHolder(join(folder, "none"))).toBeNull();
  const release = await takeRunLock(folder);
  expect(await runLockHolder(folder)).toEqual({ pid: process.pid, host: hostname(), isSeen: true });
  await release();
  expect(await runLockHolder(folder)).toBeNull();
  await writeFile(join(folder, "3"), holder({ host: "elsewhere", pid: 7 }));
  expect(await runLockHolder(folder)).toEqual({ pid: 7, host: "elsewhere", isSeen: false });
  await writeFile(join(folder, "4"), "{");
  expect(await runLockHolder(folder)).toEqual({ pid: null, host: null, isSeen: false });
  await writeFile(join(folder, "5"), holder({ pid: 2 ** 22 + 1 }));
  expect(await runLockHolder(folder)).toBeNull();
});

test("whoever was robbed gives back nothing that is another's by now", async () => {
  const release = await takeRunLock(folder);
  const own = JSON.parse(await readFile(join(folder, "1"), "utf8"));
  await writeFile(join(folder, "1"), JSON.stringify({ ...own, host: "elsewhere" }));
  const second = await takeRunLock(folder, { steal: true });
  await release();
  await expect(takeRunLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  await second();
});

test("of many that ask at once exactly one gets the lock", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeRunLock(folder)));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test.each(["EPERM", "ENOTSUP", "EOPNOTSUPP"])(
  "a file system that says %s to links has a lock as well",
  async (code) => {
    const link = () => Promise.reject(Object.assign(new Error(code), { code }));
    const release = await takeRunLock(folder, { link });
    expect(await runLockHolder(folder)).toMatchObject({ pid: process.pid, isSeen: true });
    await expect(takeRunLock(folder, { link })).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
    await release();
    expect(await runLockHolder(folder)).toBeNull();
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeRunLock(folder, { link })));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  },
);

test("what else keeps a lock from being linked is told as it is", async () => {
  const link = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
  await expect(takeRunLock(folder, { link })).rejects.toMatchObject({ code: "ENOSPC" });
});
