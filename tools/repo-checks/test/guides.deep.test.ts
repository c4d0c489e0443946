import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readmeExample, shownCommands } from "../src/repository/readme-examples.ts";
import { CLI, runCommand } from "./run-command.ts";
import { printedBy, typeProblemsOf, withExample } from "./run-example.ts";

const folder = fileURLToPath(new URL("../../../docs/guides", import.meta.url));
const guides = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const example = readmeExample(text);
    return example === null ? [] : [{ name, example, commands: shownCommands(text) }];
  });

test("there are guides with examples", () => {
  expect(guides.map(({ name }) => name)).toContain("write-a-backend.md");
});

test.for(guides)("the example in $name runs and prints the stated output", ({ example }) => {
  expect(example.printed.length).toBeGreaterThan(0);
  expect(withExample(CLI, example, printedBy)).toEqual(example.printed);
});

test.for(guides)("the example in $name has the types that it claims", ({ example }) => {
  expect(withExample(CLI, example, (scratch) => typeProblemsOf(scratch, example))).toEqual([]);
});

test.for(guides)("the commands in $name print what it shows", ({ example, commands }) => {
  withExample(CLI, example, (scratch) => {
    for (const { command, output } of commands) expect(runCommand(command, scratch), command).toContain(output);
  });
});
