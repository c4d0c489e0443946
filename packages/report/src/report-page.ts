import type { PlatesData } from "./plates-data.ts";
import type { ReportData } from "./report-data.ts";
import { attention, failures } from "./sections/attention.ts";
import { controls } from "./sections/controls.ts";
import { heading } from "./sections/heading.ts";
import { escaped, html, type Markup, section } from "./sections/markup.ts";
import { focus } from "./sections/plate-maps.ts";
import { platesSections } from "./sections/plates.ts";
import { provenance } from "./sections/provenance.ts";
import { fitTables, otherTables, scoreTables } from "./sections/results.ts";
import { stitching } from "./sections/stitching.ts";
import { timeline } from "./sections/timeline.ts";

/** Code and style of the page: the built `@ohcs/report/page`, whole. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One HTML page that shows a report, or several plates, opens from disk and loads nothing. Texts of the run stay texts: they are escaped, or
 * data of the page. What needs no click is markup, beginning with what went wrong, and is seen before the script and the
 * pictures, which lie behind it, are read.
 */
export function reportPage(data: ReportData | PlatesData, assets: PageAssets): string {
  return [...reportPieces(data, assets)].join("");
}

/** The same in pieces: a page is some ten megabytes, and half of that again for each step on the way to its file. */
export function* reportPieces(data: ReportData | PlatesData, { script, style }: PageAssets): Generator<string> {
  const isPlate = "plate" in data;
  const title = isPlate ? `${data.plate.id}: ${data.plate.pipeline}` : `${data.plates.length} plates`;
  const { images, ...shown } = isPlate ? data : { ...data, images: [] };
  const policy = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main id="report">`;
  yield (isPlate ? reportSections(data) : platesSections(data)).text;
  yield `</main>
<script type="application/json" id="data">`;
  for (const piece of jsonPieces(shown)) yield piece.replaceAll("<", "\\u003c");
  yield `</script>
<script type="module" async>${script.replaceAll("</script", "<\\/script")}</script>
`;
  for (const [i, image] of images.entries()) yield `<script type="text/plain" id="sheet-${i}">${image}</script>\n`;
  yield `</body>
</html>
`;
}

/** JSON of an object, and of the lists in it, one by one. */
function* jsonPieces(value: object): Generator<string> {
  const isList = Array.isArray(value);
  const parts = Object.entries(value);
  yield isList ? "[" : "{";
  for (const [i, [key, part]] of parts.entries()) {
    yield `${i === 0 ? "" : ","}${isList ? "" : `${JSON.stringify(key)}:`}`;
    if (Array.isArray(part)) yield* jsonPieces(part);
    else yield JSON.stringify(part);
  }
  yield isList ? "]" : "}";
}

/** In the order in which a screener asks. The script of the page fills the elements with `data-part`. */
function reportSections(data: ReportData): Markup {
  const part = (name: string) => html`<div data-part="${name}"></div>`;
  return html`${heading(data)}
${failures(data)}
${attention(data)}
${section("Plate", part("plate"))}
${controls(data)}
${scoreTables(data).length === 0 ? null : section("Hits", part("hits"))}
${fitTables(data).length === 0 ? null : section("Dose and response", part("curves"))}
${otherTables(data)}
${stitching(data)}
${focus(data)}
${timeline(data)}
${provenance(data)}`;
}
