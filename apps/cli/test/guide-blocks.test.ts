import { expect, test } from "vitest";
import { difference, guideBlocks, shownCommands } from "./guide-blocks.ts";

test("guideBlocks() and shownCommands() take a guide apart", () => {
  const text = "# A\n\n```console\n$ ohcs a b\none\n\ntwo\n$ ohcs c\n```\n\n```yaml p.yaml\nname: n\n```\n";
  const [console, file] = guideBlocks(text);
  expect(console && shownCommands(console)).toEqual([
    { argv: ["a", "b"], printed: ["one", "", "two"] },
    { argv: ["c"], printed: [] },
  ]);
  expect(file).toEqual({ language: "yaml", file: "p.yaml", text: "name: n\n" });
});

test.each([
  [["a", "b"], ["a", "b"], true],
  [["a"], ["a", "b"], false],
  [["a", "b"], ["a"], false],
  [["a (1.5)"], ["a (125)"], false],
  [["took … s"], ["took 1.3 s"], true],
  [["took … s"], ["took 1.3 ms"], false],
  [["…", "c"], ["a", "b", "c"], true],
  [["…", "c"], ["c", "d"], false],
  [["a", "…"], ["a"], true],
  [["x   1"], ["x     1"], true],
  [["x 1"], ["x  1"], false],
])("difference() between %j and %j is none: %s", (shown, printed, isNone) => {
  expect(difference(shown, printed) === null).toBe(isNone);
});
