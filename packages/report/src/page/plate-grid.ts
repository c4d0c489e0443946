import type { ReportData, SheetReport, WellReport } from "../report-data.ts";
import { inkOn, viridis } from "./colours.ts";
import { element, shownCell } from "./element.ts";
import { medianOf } from "./outliers.ts";
import type { Sheets } from "./sheets.ts";

/** What wells are filled with: pictures of a sheet, numbers in the colours of a scale, or their states. */
export type Filling =
  | { readonly kind: "state" }
  | { readonly kind: "picture"; readonly sheet: SheetReport }
  | {
      readonly kind: "value";
      readonly values: ReadonlyMap<string, number>;
      readonly limits: readonly [number, number];
    };

/** The wells of a plate in their places: each can be clicked, one is in the tab order, arrow keys walk. */
export class PlateGrid {
  readonly root: HTMLElement;
  readonly #data: ReportData;
  readonly #sheets: Sheets;
  readonly #select: (well: WellReport) => void;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #edges: { readonly line: "row" | "column"; readonly at: number; readonly head: HTMLElement }[] = [];

  constructor(data: ReportData, sheets: Sheets, label: string, select: (well: WellReport) => void) {
    [this.#data, this.#sheets, this.#select] = [data, sheets, select];
    this.root = element("div", {
      class: "plate",
      role: "group",
      "aria-label": label,
      style: `grid-template-columns: auto repeat(${data.plate.columns}, minmax(0, 1fr))`,
      onkeydown: (event) => this.#walk(event as KeyboardEvent),
    });
    this.#build();
  }

  fill(filling: Filling): void {
    if (filling.kind === "picture") this.root.style.setProperty("--sheet", `url(${this.#sheets.url(filling.sheet)})`);
    for (const [index, well] of this.#data.wells.entries()) this.#paint(well, index, filling);
    for (const { line, at, head } of this.#edges) this.#paintHead(head, line, at, filling);
  }

  /** Marks a well as the one that is looked at. */
  mark(well: string): void {
    for (const [name, button] of this.#buttons) {
      button.setAttribute("aria-pressed", String(name === well));
      button.tabIndex = name === well ? 0 : -1;
    }
  }

  #build(): void {
    const { rows, columns } = this.#data.plate;
    const byPlace = new Map(this.#data.wells.map((well) => [`${well.row},${well.column}`, well]));
    this.root.append(element("span"));
    for (let column = 0; column < columns; column++) this.#head("column", column, String(column + 1));
    for (let row = 0; row < rows; row++) {
      this.#head("row", row, rowName(row));
      for (let column = 0; column < columns; column++) {
        const well = byPlace.get(`${row},${column}`);
        this.root.append(well === undefined ? element("div", { class: "empty" }) : this.#button(well));
      }
    }
    const [first] = this.#buttons.values();
    if (first !== undefined) first.tabIndex = 0;
  }

  #head(line: "row" | "column", at: number, text: string): void {
    const head = element("span", { class: "head" }, text);
    this.#edges.push({ line, at, head });
    this.root.append(head);
  }

  #button(well: WellReport): HTMLElement {
    const button = element("button", {
      type: "button",
      class: well.state === "success" ? "well" : "well failed",
      tabindex: -1,
      "aria-pressed": "false",
      onclick: () => this.#select(well),
    });
    this.#buttons.set(well.well, button);
    return button;
  }

  #paint(well: WellReport, index: number, filling: Filling): void {
    const button = this.#buttons.get(well.well);
    if (button === undefined) return;
    const value = filling.kind === "value" ? filling.values.get(well.well) : undefined;
    const [low, high] = filling.kind === "value" ? filling.limits : [0, 1];
    const part = value === undefined ? null : (value - low) / (high - low);
    const place = filling.kind === "picture" ? this.#sheets.placeOf(filling.sheet, index) : null;
    button.style.cssText = part === null ? "" : `background: ${viridis(part)}; color: ${inkOn(part)}`;
    if (place !== null && filling.kind === "picture") button.style.cssText = background(filling.sheet, place);
    const text = value === undefined ? well.state : shownCell(value);
    button.title = `${well.well}: ${text}${well.error === null ? "" : ` (${well.error.code})`}`;
    button.setAttribute("aria-label", button.title);
    button.classList.toggle("valued", value !== undefined);
    button.textContent = value !== undefined && this.#data.plate.columns <= 12 ? shownCell(value) : "";
  }

  /** Medians of rows and columns show effects that single wells hide. */
  #paintHead(head: HTMLElement, line: "row" | "column", at: number, filling: Filling): void {
    head.style.cssText = "";
    head.title = "";
    if (filling.kind !== "value") return;
    const own = this.#data.wells
      .filter((well) => well[line] === at)
      .flatMap(({ well }) => filling.values.get(well) ?? []);
    if (own.length === 0) return;
    const [low, high] = filling.limits;
    const median = medianOf(own);
    const part = (median - low) / (high - low);
    head.style.cssText = `background: ${viridis(part)}; color: ${inkOn(part)}`;
    head.title = `median of ${line} ${head.textContent}: ${shownCell(median)}`;
  }

  #walk(event: KeyboardEvent): void {
    const from = this.#data.wells.find(({ well }) => this.#buttons.get(well) === event.target);
    const to = from === undefined ? undefined : neighbour(this.#data.wells, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.#buttons.get(to.well)?.focus();
    this.#select(to);
  }
}

/** The part of the sheet as the background of a square. */
function background(
  { columns, width, height, wells }: SheetReport,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const rows = Math.ceil(wells.length / columns);
  const place = (at: number, size: number, count: number) => (count === 1 ? 0 : (100 * at) / size / (count - 1));
  return `background: var(--sheet) ${place(x, width, columns)}% ${place(y, height, rows)}% / ${100 * columns}% ${100 * rows}%`;
}

/** The next well that an arrow key points to in the same row or column; where there is none, the next or last in plate order. */
function neighbour(wells: readonly WellReport[], from: WellReport, key: string): WellReport | undefined {
  const line = { ArrowLeft: "row", ArrowRight: "row", ArrowUp: "column", ArrowDown: "column" } as const;
  if (!Object.hasOwn(line, key)) return undefined;
  const same = line[key as keyof typeof line];
  const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const inLine = wells.filter((well) => well[same] === from[same]);
  return inLine[inLine.indexOf(from) + step] ?? wells[wells.indexOf(from) + step];
}

function rowName(row: number): string {
  return row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + row - 26)}`;
}
