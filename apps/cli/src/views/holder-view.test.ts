import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { holderView } from "../stored/show-status.ts";

const { style } = recordingTerminal().out;
const now = Date.parse("2026-01-02T05:03:05Z");
const seen = { pid: 7, host: "here", isSeen: true, lastSignOfLife: "2026-01-02T05:00:00.000Z" };
const view = (holder: typeof seen | null) => holderView({ holder, root: "/data/out" }, style, now);

test("holderView() names the process of a run on this machine, and when it last wrote", () => {
  expect(view(seen)).toBe("  held by process 7 on 'here', last sign of life 3:05 min ago\n");
  expect(view({ ...seen, lastSignOfLife: "2026-01-02T06:00:00.000Z" })).toContain("life 0 ms ago\n");
  expect(view(null)).toBe("");
});

test("holderView() says that the state of a run that cannot be seen from here is unknown, and what to do if it is gone", () => {
  const remedy = [
    "          whether it still runs cannot be seen from here; ",
    "if that machine no longer runs it: ohcs resume '/data/out' --steal-lock\n",
  ].join("");
  expect(view({ ...seen, host: "pod-3", isSeen: false })).toBe(
    `  held by process 7 on 'pod-3', last sign of life 3:05 min ago\n${remedy}`,
  );
  const unread = holderView(
    { holder: { pid: null, host: null, isSeen: false, lastSignOfLife: null }, root: "/data/out" },
    style,
  );
  expect(unread).toBe(`  held by a process whose lock cannot be read\n${remedy}`);
});
