import { expect, test } from "vitest";
import { firstCode, readmeExample, shownCommands } from "./readme-examples.ts";

test("readmeExample() joins the ts blocks and collects what they print", () => {
  const markdown =
    "# a\n\n```ts\nconsole.log(1); // => 1\n```\n\n```sh\nnpm i\n```\n\n```ts\nconsole.log(2);\n// => 2\n```\n";
  expect(readmeExample(markdown)).toEqual({
    code: "console.log(1); // => 1\n\nconsole.log(2);\n// => 2\n",
    files: {},
    printed: ["1", "2"],
  });
});

test("readmeExample() keeps blocks apart that name a file", () => {
  const markdown =
    '```ts one.ts\nexport const a = 1;\n```\n\n```ts one.ts\nexport const b = 2;\n```\n\n```ts\nimport "./one.ts"; // => 3\n```\n';
  expect(readmeExample(markdown)).toEqual({
    code: 'import "./one.ts"; // => 3\n',
    files: { "one.ts": "export const a = 1;\n\nexport const b = 2;\n" },
    printed: ["3"],
  });
});

test("readmeExample() is null for a text without TypeScript that could be run", () => {
  expect(readmeExample("# a\n```sh\nls\n```\n")).toBe(null);
  expect(readmeExample("```ts one.ts\nexport const a = 1;\n```\n")).toBe(null);
});

test("firstCode() gives the first TypeScript, whether it names a file or not", () => {
  expect(firstCode("# a\n```sh\nls\n```\n```ts one.ts\nconst a = 1;\n```\n```ts\nconst b = 2;\n```\n")).toBe(
    "const a = 1;\n",
  );
  expect(firstCode("# a\n```sh\nls\n```\n")).toBe(null);
});

test("shownCommands() gives the command lines of ohcs, the last of a block with the output shown below", () => {
  const markdown =
    "```sh\nnpm i\nohcs doctor  # looks around\nohcs synth demo\n```\n\ntext\n\n```text\ndone\n```\n\n```sh\nohcs presets\n```\n";
  expect(shownCommands(markdown)).toEqual([
    { command: "ohcs doctor  # looks around", output: "" },
    { command: "ohcs synth demo", output: "done\n" },
    { command: "ohcs presets", output: "" },
  ]);
});
