import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GenerationLog, type LogOptions } from "./generation-log.ts";

interface Entry {
  readonly token: string;
}

let place = "";
let folder = "";
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "ohcs-log-"));
  folder = join(place, "log");
});
afterEach(() => rm(place, { recursive: true, force: true }));

const logWith = (options: Partial<LogOptions<Entry>> = {}) => {
  const makeFolder = async () => void (await mkdir(folder, { recursive: true }));
  return new GenerationLog<Entry>({ folder, makeFolder, isStanding: () => true, unreadable: [], ...options });
};
const joinLog = (log: GenerationLog<Entry>, token: string) => log.change(token, (entries) => [...entries, { token }]);
const tokensIn = async (log: GenerationLog<Entry>) => (await log.entries()).map(({ token }) => token);
const noLinks = () => Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" }));
const once = (act: () => Promise<void>) => {
  let done: Promise<void> | null = null;
  return () => {
    done ??= act();
    return done;
  };
};
/** Has `act` done once, just before the next version is linked. */
const beforeLink = (act: () => Promise<void>, linkFile: NonNullable<LogOptions<Entry>["link"]> = link) => {
  const first = once(act);
  const linkAfter: typeof linkFile = async (from, to) => {
    await first();
    return linkFile(from, to);
  };
  return linkAfter;
};

test("a process that was stopped for long and publishes into the past notices, and looks again", async () => {
  await joinLog(logWith(), "first");
  // 98 changes later, the versions that it read are long removed.
  const afterwards = beforeLink(async () => {
    await writeFile(join(folder, "99"), JSON.stringify([{ token: "first" }, { token: "meanwhile" }]));
    await rm(join(folder, "1"));
  });
  const log = logWith({ link: afterwards });
  expect(await joinLog(log, "late")).toEqual({ token: "late" });
  expect(await tokensIn(log)).toEqual(["first", "meanwhile", "late"]);
});

test("a process that was stopped while the folder was removed and made again adds nothing old to the new one", async () => {
  const aside = join(place, "aside");
  const renew = async () => {
    await rename(folder, aside);
    await joinLog(logWith(), "of the new folder");
  };
  for (const stopped of [
    { makeFolder: once(renew) },
    { link: beforeLink(renew) },
    { link: beforeLink(renew, noLinks) },
  ]) {
    await joinLog(logWith(), "first");
    await joinLog(logWith(), "second");
    const log = logWith(stopped);
    await joinLog(log, "late");
    expect(await tokensIn(log)).toEqual(["of the new folder", "late"]);
    expect((await readdir(folder)).toSorted()).toEqual(["1", "2"]);
    for (const made of [folder, aside]) await rm(made, { recursive: true });
  }
});

test("without links a version that is still being written is waited for", async () => {
  await mkdir(folder);
  await writeFile(join(folder, "1"), '[{"tok');
  const log = logWith();
  const read = tokensIn(log);
  await new Promise((resolve) => setTimeout(resolve, 15));
  await writeFile(join(folder, "1"), '[{"token":"first"}]');
  expect(await read).toEqual(["first"]);
});

test("of many that change a list at once, with or without links, none is lost", async () => {
  for (const options of [{}, { link: noLinks }]) {
    const log = logWith(options);
    const tokens = Array.from({ length: 20 }, (_, i) => `${i}`);
    await Promise.all(tokens.map((token) => joinLog(log, token)));
    expect((await tokensIn(log)).toSorted()).toEqual(tokens.toSorted());
    expect(JSON.parse(await readFile(join(folder, "20"), "utf8"))).toHaveLength(20);
    await rm(folder, { recursive: true });
  }
});
