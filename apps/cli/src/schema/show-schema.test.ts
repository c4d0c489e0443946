import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { main } from "../program/main.ts";

const shipped = createRequire(import.meta.url);

test.each(["pipeline", "config"])(
  "schema %s prints the file that is shipped, with and without --json",
  async (name) => {
    const file = await readFile(shipped.resolve(`@ohcs/compiler/schemas/${name}.json`), "utf8");
    for (const flags of [[], ["--json"]]) {
      const terminal = recordingTerminal();
      expect(await main(["schema", name, ...flags], terminal)).toBe(0);
      expect(terminal.written.out()).toBe(file);
    }
  },
);

test("schema knows no other, and says which was probably meant", async () => {
  const terminal = recordingTerminal();
  expect(await main(["schema", "pipelines", "--json"], terminal)).toBe(1);
  expect(JSON.parse(terminal.written.out()).error).toMatchObject({
    code: "SCHEMA_UNKNOWN",
    remedy: "Did you mean 'pipeline'?",
  });
});
