import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { OhcsError } from "@ohcs/context";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lockHolder, takeLock } from "./exclusive-lock.ts";

vi.mock(import("node:fs/promises"), async (original) => {
  const actual = await original();
  return { ...actual, mkdir: vi.fn(actual.mkdir) as unknown as typeof mkdir, rename: vi.fn(actual.rename) };
});

let place = "";
let folder = "";
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "ohcs-lock-"));
  folder = join(place, "lock");
});
afterEach(() => rm(place, { recursive: true, force: true }));

const GONE = { pid: 2 ** 22 + 1 };
const ELSEWHERE = { host: "elsewhere", pid: 1 };
const entry = (fields: object) =>
  JSON.stringify([
    { pid: process.pid, host: hostname(), startTime: null, boot: null, namespace: null, token: "another's", ...fields },
  ]);
/** Leaves what another process wrote. */
const leave = async (text: string, generation = 1) => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, String(generation)), text);
};
const link = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const granted = async (options = {}) => {
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder, options)));
  return asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
};

test("a held lock is refused with who holds it, a released one is taken, and nothing of it is left", async () => {
  const release = await takeLock(folder);
  const before = await readdir(folder);
  await expect(takeLock(folder, { subject: "/out" })).rejects.toMatchObject({
    code: "OUTPUT_LOCKED",
    message: `Cannot write to '/out': it is used by process ${process.pid} on '${hostname()}'`,
    details: { subject: "/out", holder: { pid: process.pid } },
  });
  expect(await readdir(folder)).toEqual(before);
  await release();
  expect(await readdir(place)).toEqual([]);
  await (await takeLock(folder))();
});

test("a lock is taken over from a process that is gone, also where its number was given to another", async () => {
  for (const holder of [GONE, { startTime: "1" }]) {
    await leave(entry(holder), 7);
    const release = await takeLock(folder);
    expect((await readdir(folder)).filter((name) => !name.startsWith(".")).toSorted()).toEqual(["7", "8"]);
    await release();
    expect(await lockHolder(folder)).toBeNull();
  }
});

test("a lock of a process that is there but hidden, of another machine, or that cannot be read, counts as held", async () => {
  for (const text of [entry({}), entry(ELSEWHERE), "{", "{}"]) {
    await leave(text);
    await expect(takeLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  }
});

test.each([{ boot: "another boot" }, { namespace: "pid:[1]" }])(
  "a holder of this machine's name with %j is not looked up by its number here, but counts as gone when it falls silent",
  async (elsewhere) => {
    const past = new Date(Date.now() - 150_000);
    await leave(entry({ ...GONE, ...elsewhere }));
    await expect(takeLock(folder)).rejects.toMatchObject({
      code: "OUTPUT_LOCKED",
      remedy: expect.stringContaining("--steal-lock"),
    });
    await utimes(join(folder, "1"), past, past);
    await writeFile(join(folder, ".beat-another's"), "");
    await expect(takeLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
    await utimes(join(folder, ".beat-another's"), past, past);
    await (await takeLock(folder))();
  },
);

test("a holder that cannot be seen from here is taken for gone only where that is said, and the error says how", async () => {
  for (const text of [entry(ELSEWHERE), "{"]) {
    await leave(text);
    await expect(takeLock(folder)).rejects.toMatchObject({ remedy: expect.stringContaining("--steal-lock") });
    await (await takeLock(folder, { steal: true }))();
  }
});

test("a lock that a process of this machine holds is never stolen", async () => {
  const release = await takeLock(folder);
  const refused = await takeLock(folder, { steal: true }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "OUTPUT_LOCKED" });
  expect((refused as OhcsError).remedy).not.toContain("--steal-lock");
  await release();
});

test("lockHolder() names the holder, and whether it can be seen from here", async () => {
  expect(await lockHolder(folder)).toBeNull();
  const release = await takeLock(folder);
  expect(await lockHolder(folder)).toEqual({ pid: process.pid, host: hostname(), isSeen: true });
  await release();
  for (const [text, holder] of [
    [entry({ host: "elsewhere", pid: 7 }), { pid: 7, host: "elsewhere", isSeen: false }],
    ["{", { pid: null, host: null, isSeen: false }],
    [entry(GONE), null],
  ] as const) {
    await leave(text);
    expect(await lockHolder(folder)).toEqual(holder);
  }
});

test("a process whose lock was stolen gives back nothing that is another's by now", async () => {
  const release = await takeLock(folder);
  const [own] = JSON.parse(await readFile(join(folder, "1"), "utf8"));
  await leave(JSON.stringify([{ ...own, host: "elsewhere" }]));
  const second = await takeLock(folder, { steal: true });
  await release();
  await expect(takeLock(folder)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  await second();
});

test("a lock is taken although another release removes the empty parents at the same time", async () => {
  vi.mocked(mkdir).mockRejectedValueOnce(Object.assign(new Error("gone"), { code: "ENOENT" }));
  await (await takeLock(join(place, "a/lock")))();
  expect(await readdir(place)).toEqual([]);
  vi.mocked(mkdir).mockRejectedValueOnce(Object.assign(new Error("refused"), { code: "EACCES" }));
  await expect(takeLock(folder)).rejects.toMatchObject({ code: "EACCES" });
});

test("where the folder cannot be moved away the lock is free all the same once it is given back", async () => {
  const release = await takeLock(folder);
  vi.mocked(rename).mockRejectedValueOnce(Object.assign(new Error("busy"), { code: "EPERM" }));
  await release();
  expect([(await readdir(folder)).slice(-2), await lockHolder(folder)]).toEqual([["1", "2"], null]);
  await (await takeLock(folder))();
});

test("folders that were made for the lock alone go with it; those that came into use stay", async () => {
  const deep = join(place, "a/b/lock");
  await (await takeLock(deep))();
  expect(await readdir(place)).toEqual([]);
  const release = await takeLock(deep);
  await writeFile(join(place, "a/out"), "");
  await release();
  expect(await readdir(join(place, "a"))).toEqual(["out"]);
});

test("of many that ask at once exactly one gets the lock, also from one that is gone", async () => {
  for (const text of [null, entry(GONE)]) {
    if (text !== null) await leave(text);
    const [release, ...others] = await granted();
    expect(others).toEqual([]);
    await release?.();
  }
});

test.each(["EPERM", "ENOTSUP", "EOPNOTSUPP"])(
  "a file system that says %s to links has a lock as well",
  async (code) => {
    const options = { link: link(code) };
    const release = await takeLock(folder, options);
    expect(await lockHolder(folder)).toMatchObject({ pid: process.pid, isSeen: true });
    await expect(takeLock(folder, options)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
    await release();
    expect(await lockHolder(folder)).toBeNull();
    expect(await granted(options)).toHaveLength(1);
  },
);

test("another failure that keeps a lock from being linked is reported as it is", async () => {
  await expect(takeLock(folder, { link: link("ENOSPC") })).rejects.toMatchObject({ code: "ENOSPC" });
});
