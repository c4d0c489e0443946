import type { PlateOverview, PlatesData } from "../plates-data.ts";
import { html, type Markup, section, shownCell, tableOf } from "./markup.ts";

/** The sections of a page over several plates: what became of each, a feature from plate to plate, and their controls side by side. */
export function platesSections({ plates }: PlatesData): Markup {
  const hasFeatures = plates.some(({ features }) => Object.keys(features).length > 0);
  const hasPictures = plates.some(({ pictures }) => pictures.length > 0);
  return html`<h1>${plates.length} plates</h1>
${overview(plates)}
${hasFeatures ? section("Drift", html`<div data-part="drift"></div>`) : null}
${hasPictures ? controlsOf(plates) : null}`;
}

function overview(plates: readonly PlateOverview[]): Markup {
  const rows = plates.map(({ id, href, pipeline, status, succeeded, wells, quality, receipt }) => {
    const best = Object.entries(quality).toSorted(([, a], [, b]) => b.value - a.value)[0];
    return [
      html`<a href="${href}">${id}</a>`,
      pipeline,
      html`<b class="${status === "complete" ? "good" : "bad"}">${status}</b>`,
      `${succeeded} of ${wells}`,
      best === undefined ? "–" : `${shownCell(best[1].value)} (${best[0]})`,
      html`<code>${receipt?.slice(0, 12) ?? "–"}</code>`,
    ];
  });
  return section("Plates", tableOf(["Plate", "Pipeline", "State", "Wells succeeded", "Best Z′", "Receipt"], rows));
}

/** Controls of every plate in one row, each plate in its own contrast. */
function controlsOf(plates: readonly PlateOverview[]): Markup {
  const rows = plates.map(({ id, pictures }) => {
    const shown = pictures.map(({ role, well, channel, image }) => {
      const text = `${role}, ${channel}, ${well}`;
      return html`<figure><img src="${image}" alt="${id}, ${text}"><figcaption>${text}</figcaption></figure>`;
    });
    return [id, html`<div class="row">${shown}</div>`];
  });
  const note = html`<p class="soft">The first wells of each control; each plate in its own contrast.</p>`;
  return section("Controls side by side", note, tableOf(["Plate", "Controls"], rows));
}
