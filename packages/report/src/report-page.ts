import type { PlatesData } from "./plates-data.ts";
import type { ReportData } from "./report-data.ts";

/** Code and style of the page: the built `@ohcs/report/page`, whole. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One HTML page that shows a report, or several plates, opens from disk and loads nothing. Texts of the run stay texts: they are data of the page, never
 * part of its markup.
 */
export function reportPage(data: ReportData | PlatesData, { script, style }: PageAssets): string {
  const title = "plate" in data ? `${data.plate.id}: ${data.plate.pipeline}` : `${data.plates.length} plates`;
  const policy = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main id="report"></main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script type="module">${script.replaceAll("</script", "<\\/script")}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
