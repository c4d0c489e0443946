import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { gpuUseView } from "./gpu-use-view.ts";

const { style } = recordingTerminal().out;
const board = { adapter: "board", name: "Board", fallback: null };
const lost = { code: "GPU_DEVICE_LOST", message: "lost" };
const use = { adapter: "board", name: "Board", software: false, slots: 2, maximum: 2, granted: 3, retired: 0 };

test("gpuUseView() shows for each GPU how many wells it had, how many at once, and which ran on the CPU instead", () => {
  expect(gpuUseView([undefined, null], [], style)).toBe("");
  expect(gpuUseView([board], [], style)).toBe("  GPU  Board: 1 well\n");
  expect(gpuUseView([board, { ...board, adapter: "b", name: "B" }], [use], style)).toBe(
    "  GPU  Board: 1 well, at most 2 at the same time in 2 slots\n  GPU  B: 1 well\n",
  );
  expect(gpuUseView([board, { ...board, fallback: lost }, undefined], [{ ...use, retired: 1 }], style)).toBe(
    "  GPU  Board: 1 well, at most 2 at the same time in 2 slots, 1 slot given up after crashes; " +
      "1 on the CPU instead, because of GPU_DEVICE_LOST\n",
  );
});
