import type { ChannelReport, ReportData, ReportTable } from "../report-data.ts";

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

export function tablesOfWells({ tables }: ReportData): readonly ReportTable[] {
  return tables.filter(({ columns, rows }) => {
    const at = columns.indexOf("Metadata_Well");
    return at >= 0 && new Set(rows.map((row) => row[at])).size === rows.length;
  });
}

/** The columns that hold a number in some row. */
export function numericColumns({ columns, rows }: ReportTable): readonly string[] {
  return columns.filter(
    (column, i) => !/^Metadata_(Plate|Well|Site)$/.test(column) && rows.some((row) => typeof row[i] === "number"),
  );
}

/** Well → number in a column; wells without one are absent. */
export function valuesOf(table: ReportTable | undefined, column: string): ReadonlyMap<string, number> {
  const at = table?.columns.indexOf(column) ?? -1;
  const well = table?.columns.indexOf("Metadata_Well") ?? -1;
  return new Map(
    (table?.rows ?? []).flatMap((row) => {
      const value = row[at];
      return typeof value === "number" ? [[String(row[well]), value] as const] : [];
    }),
  );
}

/** As people know a channel: by its name, and by its id where that says more. */
export function channelName({ id, name }: ChannelReport): string {
  return name === null ? `channel ${id}` : `${name} (${id})`;
}

/** Items by what `key` makes of them, in the order in which they come. */
export function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    groups.set(key(item), group);
    group.push(item);
  }
  return groups;
}

/** The middle value, or the mean of the middle two; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
