import { IN_COLORS, type ReportData } from "../report-data.ts";
import { channelName, numericColumns, shownCell, tablesOfWells, valuesOf } from "../sections/markup.ts";
import { type Scale, scaleOf, viridis } from "./colours.ts";
import { element } from "./element.ts";
import { type Filling, PlateGrid } from "./plate-grid.ts";
import type { Sheets } from "./sheets.ts";
import type { Look } from "./well-view.ts";

/** What the plate shows: states, pictures of a channel or of all, or a column of a table. */
type Shown =
  | { readonly kind: "state" }
  | { readonly kind: "picture"; readonly sheet: number }
  | { readonly kind: "pictures" }
  | { readonly kind: "value"; readonly table: string; readonly column: string };

/** The plate, and a choice of what it shows: one picture, all channels, states, or a column before and after normalization. */
export class PlateView {
  readonly root: HTMLElement;
  readonly #data: ReportData;
  readonly #sheets: Sheets;
  readonly #look: Look;
  readonly #select: (well: string) => void;
  readonly #plates = element("div", { class: "plates" });
  readonly #choices: HTMLSelectElement;
  readonly #shown: readonly Shown[];
  #grids: readonly PlateGrid[] = [];
  #marked = "";

  /** @param look What is looked at: a well is shown as the plate is */
  constructor(data: ReportData, sheets: Sheets, look: Look, select: (well: string) => void) {
    [this.#data, this.#sheets, this.#look, this.#select] = [data, sheets, look, select];
    const groups = this.#groups();
    this.#shown = groups.flatMap(([, own]) => own.map(([, shown]) => shown));
    this.#choices = element(
      "select",
      { onchange: () => this.#chosen() },
      ...groups
        .filter(([, own]) => own.length > 0)
        .map(([label, own]) =>
          element(
            "optgroup",
            { label },
            ...own.map(([text, shown]) => element("option", { value: this.#shown.indexOf(shown) }, text)),
          ),
        ),
    );
    const label = element("label", {}, "Show", this.#choices);
    this.root = element("div", {}, element("div", { class: "controls" }, label), this.#plates);
    this.#draw();
  }

  mark(well: string): void {
    this.#marked = well;
    for (const grid of this.#grids) grid.mark(well);
  }

  showColumn(table: string, column: string): void {
    const at = this.#shown.findIndex((one) => one.kind === "value" && one.table === table && one.column === column);
    if (at < 0) return;
    this.#choices.value = String(at);
    this.#draw();
  }

  /** Another picture of the plate is that of the well, too. */
  #chosen(): void {
    this.#draw();
    const shown = this.#shown[Number(this.#choices.value)];
    const sheet = shown?.kind === "picture" ? this.#sheets.at(shown.sheet) : undefined;
    if (sheet === undefined || sheet.view === this.#look.view) return;
    this.#look.view = sheet.view;
    this.#select(this.#marked);
  }

  #groups(): readonly (readonly [group: string, choices: readonly (readonly [text: string, shown: Shown])[]])[] {
    const pictured = this.#pictured();
    return [
      [
        "Pictures",
        [
          ...pictured.map(([text, sheet]) => [text, { kind: "picture", sheet }] as const),
          ...(pictured.length > 1 ? [["all channels", { kind: "pictures" }] as const] : []),
        ],
      ],
      ["State", [["state of the wells", { kind: "state" }]]],
      ...tablesOfWells(this.#data).map((table) => {
        const columns = numericColumns(table).map(
          (column) => [column, { kind: "value", table: table.name, column }] as const,
        );
        const part =
          table.columns.length < table.allColumns ? ` (${table.columns.length} of ${table.allColumns} columns)` : "";
        return [table.by === null ? "From the pictures" : `Table ${table.name}${part}`, columns] as const;
      }),
    ];
  }

  #draw(): void {
    const shown = this.#shown[Number(this.#choices.value)] ?? { kind: "state" };
    const plates = this.#platesOf(shown);
    this.#grids = plates.map(({ title }) => new PlateGrid(this.#data, this.#sheets, `Wells: ${title}`, this.#select));
    this.#plates.className = plates.length > 1 ? "plates several" : "plates";
    this.#plates.replaceChildren(
      ...plates.map(({ title, legend }, i) =>
        element(
          "div",
          {},
          plates.length > 1 ? element("h3", {}, title) : null,
          element("div", { class: "legend" }, ...legend),
          this.#grids[i]?.root ?? "",
        ),
      ),
    );
    for (const [i, grid] of this.#grids.entries()) grid.fill(plates[i]?.filling ?? { kind: "state" });
    this.mark(this.#marked);
  }

  #platesOf(shown: Shown): readonly Plate[] {
    if (shown.kind === "state") return [stateOf()];
    if (shown.kind === "picture") return this.#pictureOf(shown.sheet);
    if (shown.kind === "pictures") return this.#pictured().flatMap(([, sheet]) => this.#pictureOf(sheet));
    const tables = tablesOfWells(this.#data);
    const own = tables.filter(({ name }) => name === shown.table);
    // The same column of another table is the same feature, normalized.
    const others = tables.filter(({ name, columns }) => name !== shown.table && columns.includes(shown.column));
    return [...own, ...others].map((table) => {
      const values = valuesOf(table, shown.column);
      const scale = scaleOf(shown.column, [...values.values()]);
      const by = table.by === null || others.length === 0 ? "" : ` by ${table.by}`;
      return {
        title: `${shown.column}, table ${table.name}${by}`,
        filling: { kind: "value", values, scale },
        legend: [...ramp(scale), ...effects(this.#data, shown.column)],
      };
    });
  }

  /** What the usual place of a well looks like: in every channel, and in the images that steps emit by name. */
  #pictured(): readonly (readonly [text: string, sheet: number])[] {
    const { channels, sheets, views } = this.#data;
    return sheets.flatMap(({ view, channel }, sheet) => {
      const name = views[view]?.name ?? null;
      const known = channels.find(({ id }) => id === channel);
      const text = [name === null ? [] : (views[view]?.text ?? name), known === undefined ? [] : channelName(known)];
      const isUsual = views.findIndex((one) => one.name === name) === view;
      return channel === null || !isUsual ? [] : [[text.flat().join(", "), sheet] as const];
    });
  }

  #pictureOf(index: number): readonly Plate[] {
    const sheet = this.#sheets.at(index);
    const [title] = this.#pictured().find(([, one]) => one === index) ?? [];
    if (sheet === undefined || title === undefined) return [];
    const text =
      sheet.channel === IN_COLORS
        ? "as the pipeline drew it"
        : `black ${shownCell(sheet.low)}, white ${shownCell(sheet.high)} in all wells`;
    return [{ title, filling: { kind: "picture", sheet: index }, legend: [element("span", { class: "soft" }, text)] }];
  }
}

interface Plate {
  readonly title: string;
  readonly filling: Filling;
  readonly legend: readonly (Node | string)[];
}

function stateOf(): Plate {
  const legend = element("span", { class: "soft" }, "✕ did not succeed");
  return { title: "state", filling: { kind: "state" }, legend: [legend] };
}

function ramp({ limits: [low, high], isLog }: Scale): readonly (Node | string)[] {
  const stops = [0, 0.25, 0.5, 0.75, 1].map(viridis).join(", ");
  const bar = element("div", { class: "ramp", style: `background: linear-gradient(to right, ${stops})` });
  const text = `2nd to 98th percentile${isLog ? ", in equal ratios" : ""}; heads of rows and columns: their medians`;
  return [shownCell(low), bar, shownCell(high), element("span", { class: "soft" }, text)];
}

/** What `edgeEffects` found for a column. */
function effects({ tables }: ReportData, column: string): readonly Node[] {
  const table = tables.find(({ by }) => by === "edgeEffects");
  const row = table?.rows.find((cells) => cells[table.columns.indexOf("Feature")] === column);
  if (table === undefined || row === undefined) return [];
  const cell = (name: string) => shownCell(row[table.columns.indexOf(name)]);
  const parts = ["Edge", "Row", "Column"].map(
    (name) => `${name.toLowerCase()} ${cell(`${name}_Effect`)} (p = ${cell(`${name}_PValue`)})`,
  );
  return [element("span", {}, `Effects: ${parts.join(", ")}`)];
}
