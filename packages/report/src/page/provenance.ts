import type { ReportData } from "../report-data.ts";
import { element, section, tableOf } from "./element.ts";

/** How the results were made: a paragraph for a paper, the receipt, how to do it again, every function, every version. */
export function provenance({ steps, provenance: facts, receipt, methods, plate }: ReportData): HTMLElement {
  const functions = steps.flatMap(({ phase, step, functions: calls }) =>
    calls.map(({ name, version, parameters, citation }) => [
      step,
      phase,
      `${name} ${version}`,
      element("code", {}, parameters),
      citation,
    ]),
  );
  const shell = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
  const again = `ohcs resume ${shell(plate.output)} --from-step 1`;
  const known = Object.entries(facts).map(([key, value]) => [key, element("code", {}, value)]);
  return section(
    "Provenance",
    element("h3", {}, "Methods"),
    element("p", { class: "methods" }, methods),
    element("h3", {}, "Receipt"),
    element("p", {}, receipt === null ? "No well succeeded." : element("code", {}, `sha256:${receipt}`)),
    element(
      "p",
      { class: "soft" },
      "As recorded; proved by ",
      element("code", {}, `ohcs verify ${shell(plate.output)}`),
    ),
    element("h3", {}, "Run this again"),
    element("pre", {}, again),
    element("h3", {}, "Functions"),
    tableOf(["Step", "Phase", "Function", "Parameters", "After"], functions),
    element("h3", {}, "Versions"),
    tableOf(["What", "Value"], known),
  );
}
