import type { ReportData } from "../report-data.ts";
import { html, type Markup, section, tableOf } from "./markup.ts";

/** How the results were made: a paragraph for a paper, the receipt, how to do it again, every function, every version. */
export function provenance({ steps, provenance: facts, receipt, methods, plate }: ReportData): Markup {
  const functions = steps.flatMap(({ phase, step, functions: calls }) =>
    calls.map(({ name, version, parameters, citation }) => [
      step,
      phase,
      `${name} ${version}`,
      html`<code>${parameters}</code>`,
      citation,
    ]),
  );
  const shell = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
  const digest = receipt === null ? "No well succeeded." : html`<code>sha256:${receipt}</code>`;
  const known = Object.entries(facts).map(([key, value]) => [key, html`<code>${value}</code>`]);
  return section(
    "Provenance",
    html`<h3>Methods</h3><p class="methods">${methods}</p>
<h3>Receipt</h3><p>${digest}</p><p class="soft">As recorded; proved by <code>ohcs verify ${shell(plate.output)}</code></p>
<h3>Run this again</h3><pre>ohcs resume ${shell(plate.output)} --from-step 1</pre>
<h3>Functions</h3>`,
    tableOf(["Step", "Phase", "Function", "Parameters", "After"], functions),
    html`<h3>Versions</h3>`,
    tableOf(["What", "Value"], known),
  );
}
