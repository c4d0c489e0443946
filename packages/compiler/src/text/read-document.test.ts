import { expect, test } from "vitest";
import { readDocument } from "./read-document.ts";

const DEEP = 100_000;
const lists = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;
const maps = `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`;
const letters = [..."bcdefghijkl"];
const bomb = `a: &a [1]\n${letters.map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${"abcdefghijkl"[i]}`)}]`).join("\n")}\n`;

test.each([
  ["nested lists, as JSON", lists, "json"],
  ["nested objects, as JSON", maps, "json"],
  ["nested lists, as YAML", lists, "yaml"],
  ["nested objects, as YAML", maps, "yaml"],
  ["some hundred levels of YAML", "[".repeat(300) + "]".repeat(300), "yaml"],
  ["dashes of YAML", "- ".repeat(2_000), "yaml"],
  ["a list of YAML that contains itself", "name: n\nsteps: &a [*a, *a]\n", "yaml"],
  ["a map of YAML that contains itself", "&a\nname: *a\nsteps: { b: *a }\n", "yaml"],
  ["aliases that multiply", bomb, "yaml"],
] as const)("readDocument() reports a problem in %s, within seconds, and throws nothing", (_, text, format) => {
  const started = process.cpuUsage().user;
  const { value, problems } = readDocument(text, format);
  expect(value).toBeNull();
  expect(problems.length).toBeGreaterThan(0);
  expect(process.cpuUsage().user - started).toBeLessThan(5e6);
});

test("readDocument() reads harmless aliases", () => {
  expect(readDocument("a: &a [1]\nb: [*a, *a]\n", "yaml").value).toEqual({ a: [1], b: [[1], [1]] });
});
