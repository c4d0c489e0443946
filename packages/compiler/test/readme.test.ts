import { readFileSync } from "node:fs";
import * as compiler from "@ohcs/compiler";
import { expect, test } from "vitest";
import { host, manifestOf } from "./plate-fixture.ts";
import { plan } from "./quick-start.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const readme = read("../README.md");

test("the quick start of the README is a program that plans", () => {
  expect(readme).toContain(`\`\`\`ts\n${read("./quick-start.ts")}\`\`\``);
  expect(plan(manifestOf({ wells: ["A01", "A02", "B02"] }), host)).toMatchObject({
    wells: ["A01", "B02"],
    estimate: { wells: 2 },
  });
});

test("the README names every export, and its passes in their order", () => {
  const api = readme.slice(readme.indexOf("## API"), readme.indexOf("## Errors"));
  for (const name of Object.keys(compiler)) expect(api).toContain(`\`${name}`);
  const concepts = readme.slice(readme.indexOf("## Concepts"), readme.indexOf("## API"));
  const listed = [...concepts.matchAll(/^\| `(\w+)` \| /gm)].map(([, name]) => name ?? "");
  const body = read("../src/compile-plate.ts").split("export function compilePlate")[1] ?? "";
  const called = [...body.matchAll(/(\w+)\(\{? ?/g)].map(([, name]) => name ?? "");
  expect(called.filter((name) => listed.includes(name))).toEqual(listed);
});
