import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readmeExample, shownCommands } from "../src/repository/readme-examples.ts";
import { CLI, runCommand } from "./run-command.ts";
import { printedBy, typeProblemsOf, withExamples } from "./run-example.ts";

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
  expect(withExamples([{ folder: CLI, example }], printedBy)).toEqual(example.printed);
});

test("the examples have the types that they claim", () => {
  const examples = guides.map(({ example }) => ({ folder: CLI, example }));
  const problems = withExamples(examples, (scratches) => typeProblemsOf(scratches));
  expect(problems.flatMap((found, i) => found.map((text) => `${guides[i]?.name}, ${text}`))).toEqual([]);
});

test.for(guides)("the commands in $name print what it shows", ({ example, commands }) => {
  withExamples([{ folder: CLI, example }], ([scratch = ""]) => {
    for (const { command, output } of commands) expect(runCommand(command, scratch), command).toContain(output);
  });
});
