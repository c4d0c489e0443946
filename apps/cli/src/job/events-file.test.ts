import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { sampleEvents } from "../../test/sample-run.ts";
import { openEventsFile } from "./events-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-events-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [event] = sampleEvents({ type: "wellQueued", well: "A01" });
if (event === undefined) throw new Error("expected an event");
const openIn = (named: string, stealLock = false) => {
  const session = { terminal: recordingTerminal(), directory: folder, argv: [], json: false, verbose: false };
  return openEventsFile(named, { plateRoots: [join(folder, "plate")], stealLock }, session);
};

test("openEventsFile() leaves what a file held until the first event comes", async () => {
  const file = join(folder, "events.jsonl");
  await writeFile(file, "of another run\n");
  await (await openIn("events.jsonl")).close();
  expect(await readFile(file, "utf8")).toBe("of another run\n");
  const events = await openIn("events.jsonl");
  events.write(event);
  events.write(event);
  await events.close();
  const line = `${JSON.stringify(event)}\n`;
  expect(await readFile(file, "utf8")).toBe(line + line);
});

test("openEventsFile() refuses a file in a plate, also where a link leads there", async () => {
  await mkdir(join(folder, "plate"));
  await symlink(join("plate", "new.jsonl"), join(folder, "link.jsonl"));
  for (const named of ["plate/events.jsonl", "link.jsonl"])
    await expect(openIn(named)).rejects.toMatchObject({ code: "EVENTS_UNWRITABLE" });
});

test("openEventsFile() refuses a file that another command writes to, by whatever name, and lets it keep every event", async () => {
  const file = join(folder, "events.jsonl");
  const first = await openIn("events.jsonl");
  first.write(event);
  await symlink("events.jsonl", join(folder, "link.jsonl"));
  for (const named of ["events.jsonl", "link.jsonl"])
    await expect(openIn(named)).rejects.toMatchObject({
      code: "OUTPUT_LOCKED",
      details: { holder: { pid: process.pid } },
      remedy: expect.not.stringContaining("--steal-lock"),
    });
  await expect(openIn("events.jsonl", true)).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  await (await openIn("events.jsonl.old")).close();
  first.write(event);
  await first.close();
  const line = `${JSON.stringify(event)}\n`;
  expect(await readFile(file, "utf8")).toBe(line + line);
  await (await openIn("link.jsonl")).close();
  expect((await readdir(folder)).toSorted()).toEqual(["events.jsonl", "events.jsonl.old", "link.jsonl"]);
});
