/** A piece of HTML. {@link html} makes it, so that texts in it are escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What HTML is made of: texts are escaped, null is nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/** HTML from a template whose values, in attributes too, are texts unless they are markup. */
export function html(template: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(template.map((text, i) => text + (i < values.length ? textOf(values[i] ?? null) : "")).join(""));
}

function textOf(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(textOf).join("") : escaped(String(part));
}

/** A text as HTML that shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A part of the page under a heading. */
export function section(title: string, ...children: readonly Part[]): Markup {
  const id = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${children}</section>`;
}

/** A table, the first column as row headings; wide ones scroll by themselves. */
export function tableOf(columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${columns.join(", ")}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A cell of a table as people read it: four significant digits. */
export function shownCell(cell: unknown): string {
  if (cell === null || cell === undefined) return "–";
  if (typeof cell !== "number" || Number.isInteger(cell)) return String(cell);
  return Math.abs(cell) >= 1000 ? cell.toFixed(0) : String(Number(cell.toPrecision(4)));
}

/** A well that is looked at when it is clicked. */
export function wellLink(well: string): Markup {
  return html`<button type="button" class="link" data-well="${well}">${well}</button>`;
}
