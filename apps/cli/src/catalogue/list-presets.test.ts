import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { listPresets } from "./list-presets.ts";

test("ohcs presets says of each preset which channels it needs and what it gives, within the width of a terminal", async () => {
  const text = (await listPresets(undefined)).text({ colors: { dim: (text: string) => text } } as never);
  const lines = text.split("\n").filter((line) => line.includes("preset:") && !line.includes("→"));
  expect(lines).toHaveLength(Object.keys(presets).length);
  for (const line of lines) expect(line).toMatch(/^ {2}preset:[\w-]+ {2,}(\w+, )*\w+ {2,}\w.{10,}$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.find((line) => line.includes(":cell-painting"))).toContain(" nuclei, rna, er, agp, mito ");
});
