import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { publish, readNewest } from "./ledger-folder.ts";
import { ownIdentity } from "./process-identity.ts";
import { slotLedger } from "./slot-ledger.ts";

vi.mock(import("./ledger-folder.ts"), async (original) => {
  const actual = await original();
  return { ...actual, readNewest: vi.fn(actual.readNewest) };
});

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-ledger-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("who was stopped for long and publishes into the past notices, and looks again", async () => {
  const folder = join(root, "gpu");
  const ledger = slotLedger(root, folder);
  const own = await ownIdentity();
  await ledger.ask({ ...own, token: "held" }, 1);
  // 98 changes later, the first version is long removed.
  await publish(folder, 99, (await readNewest(folder)).text ?? "");
  // This process read the folder when it was empty, and goes on only now: version 1 can be linked once more.
  vi.mocked(readNewest).mockResolvedValueOnce({ generation: 0, text: null });
  expect(await ledger.ask({ ...own, token: "late" }, 1)).toBe(false);
  expect((await ledger.entries()).map(({ token, held }) => `${token} ${held}`)).toEqual(["held true", "late false"]);
});
