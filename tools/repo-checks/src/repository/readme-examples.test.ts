import { expect, test } from "vitest";
import { readmeExample } from "./readme-examples.ts";

test("readmeExample() joins the ts blocks and collects what they print", () => {
  const markdown =
    "# a\n\n```ts\nconsole.log(1); // => 1\n```\n\n```sh\nnpm i\n```\n\n```ts\nconsole.log(2);\n// => 2\n```\n";
  expect(readmeExample(markdown)).toEqual({
    code: "console.log(1); // => 1\n\nconsole.log(2);\n// => 2\n",
    printed: ["1", "2"],
  });
});

test("readmeExample() is null for a README without TypeScript", () => {
  expect(readmeExample("# a\n```sh\nls\n```\n")).toBe(null);
});
