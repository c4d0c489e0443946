import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClaimHolder, claimPath } from "./claim-path.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-claim-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const claim = (name: string, steal = false) =>
  claimPath(join(folder, name), { steal, refusal: (holder: ClaimHolder) => new Error(`held by ${holder?.host}`) });

/** Leaves the claim of another process. */
const leave = (holder: object | string) => {
  const text = typeof holder === "string" ? holder : JSON.stringify({ startTime: null, boot: null, ...holder });
  return writeFile(join(folder, ".out.00000000-0000-4000-8000-000000000000.ohcs-claim"), text);
};

test("claimPath() refuses what another has, also by a link, until that one gives it back", async () => {
  const release = await claim("out");
  await expect(claim("out")).rejects.toThrow(`held by ${hostname()}`);
  await (await claim("out.old"))();
  await symlink(".", join(folder, "here"));
  await expect(claim("here/out")).rejects.toThrow("held by");
  await release();
  await (await claim("out"))();
  expect(await readdir(folder)).toEqual(["here"]);
});

test("claimPath() removes what a process left that is gone", async () => {
  await leave({ pid: 2 ** 22 + 1, host: hostname() });
  await (await claim("out"))();
  expect(await readdir(folder)).toEqual([]);
});

test("claimPath() takes a holder that cannot be seen from here for gone only where that is said", async () => {
  for (const holder of [{ pid: 1, host: "elsewhere" }, "{"]) {
    await leave(holder);
    await expect(claim("out")).rejects.toThrow("held by");
    await (await claim("out", true))();
    expect(await readdir(folder)).toEqual([]);
  }
});

test("claimPath() never takes what a process of this machine holds", async () => {
  await claim("out");
  await expect(claim("out", true)).rejects.toThrow("held by");
});

test("of two that ask at once at most one has the path, and it can be had again", async () => {
  const asked = await Promise.allSettled([claim("out"), claim("out")]);
  const given = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(given.length).toBeLessThan(2);
  for (const release of given) await release();
  await (await claim("out"))();
});

test("folders that were made for the claim alone go with it; those that came into use stay", async () => {
  await (await claim("a/b/out"))();
  expect(await readdir(folder)).toEqual([]);
  const release = await claim("a/b/out");
  await mkdir(join(folder, "a/b/out"));
  await release();
  expect(await readdir(join(folder, "a/b"))).toEqual(["out"]);
});

test("where nothing can be written beside the path nobody is kept away", async () => {
  await writeFile(join(folder, "file"), "");
  await (await claim("file/out"))();
  await (await claim("file/out"))();
});
