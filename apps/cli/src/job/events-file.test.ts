import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
const openIn = (named: string) => {
  const session = { terminal: recordingTerminal(), directory: folder, json: false, verbose: false };
  return openEventsFile(named, [join(folder, "plate")], session);
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
