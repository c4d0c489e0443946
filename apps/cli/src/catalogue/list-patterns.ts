import { NAMED_PATTERNS } from "@ohcs/microscopes";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import { table } from "../views/table.ts";

/** All named patterns, each with a name of a file that it reads. */
export async function listPatterns(): Promise<Outcome> {
  const rows = NAMED_PATTERNS.map(({ name, title, example }) => [name, title, example]);
  return {
    exitCode: EXIT.success,
    json: { patterns: NAMED_PATTERNS },
    text: (style) => table([{ title: "pattern" }, { title: "names of" }, { title: "example" }], rows, style),
  };
}
