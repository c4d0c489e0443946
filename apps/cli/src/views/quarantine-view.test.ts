import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { quarantineView } from "./quarantine-view.ts";

const { style } = recordingTerminal().out;

test("the quarantine names each well with its reason, and is nothing where it is empty", () => {
  expect(quarantineView([], style)).toBe("");
  const text = quarantineView(
    [
      { well: "B07", reason: "costWorker", attempts: 1, code: "WORKER_EXITED" },
      { well: "C03", reason: "failedRepeatedly", attempts: 3, code: "STORAGE_BUSY" },
    ],
    style,
  );
  expect(text).toMatch(/B07 +cost its worker +1 +WORKER_EXITED\n/);
  expect(text).toMatch(/C03 +failed each time +3 +STORAGE_BUSY\n/);
});
