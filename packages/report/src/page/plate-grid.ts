import type { ReportData, WellReport } from "../report-data.ts";
import { medianOf, shownCell } from "../sections/markup.ts";
import { backgroundOf } from "../sections/sheet-places.ts";
import { inkOn, placeOn, type Scale, viridis } from "./colours.ts";
import { element } from "./element.ts";
import type { Sheets } from "./sheets.ts";

/** What wells are filled with: pictures of a sheet, numbers in the colours of a scale, or their states. */
export type Filling =
  | { readonly kind: "state" }
  | { readonly kind: "picture"; readonly sheet: number }
  | { readonly kind: "value"; readonly values: ReadonlyMap<string, number>; readonly scale: Scale };

/** The wells of a plate in their places: each can be clicked, one is in the tab order, arrow keys walk. */
export class PlateGrid {
  readonly root: HTMLElement;
  readonly #data: ReportData;
  readonly #sheets: Sheets;
  readonly #select: (well: string) => void;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #edges: { readonly line: "row" | "column"; readonly at: number; readonly head: HTMLElement }[] = [];

  constructor(data: ReportData, sheets: Sheets, label: string, select: (well: string) => void) {
    [this.#data, this.#sheets, this.#select] = [data, sheets, select];
    this.root = element("div", {
      class: "plate",
      role: "group",
      "aria-label": label,
      style: `grid-template-columns: auto repeat(${data.plate.columns}, minmax(0, 1fr))`,
      onkeydown: (event) => this.#walk(event as KeyboardEvent),
      onclick: ({ target }) => this.#clicked(target),
    });
    this.#build();
  }

  fill(filling: Filling): void {
    if (filling.kind === "picture") void this.#sheets.show(filling.sheet);
    for (const [index, well] of this.#data.wells.entries()) this.#paint(well, index, filling);
    for (const { line, at, head } of this.#edges) this.#paintHead(head, line, at, filling);
  }

  mark(well: string): void {
    for (const [name, button] of this.#buttons) {
      button.setAttribute("aria-pressed", String(name === well));
      button.tabIndex = name === well ? 0 : -1;
    }
  }

  #build(): void {
    const { rows, columns } = this.#data.plate;
    const byPlace = new Map(this.#data.wells.map((well) => [`${well.row},${well.column}`, well]));
    const cells: HTMLElement[] = [element("span")];
    for (let column = 0; column < columns; column++) cells.push(this.#head("column", column, String(column + 1)));
    const used = new Set(this.#data.wells.map(({ row }) => row));
    for (let row = 0; row < rows; row++) {
      const empty = used.has(row) ? "empty" : "empty thin";
      cells.push(this.#head("row", row, rowName(row)));
      for (let column = 0; column < columns; column++) {
        const well = byPlace.get(`${row},${column}`);
        cells.push(well === undefined ? element("div", { class: empty }) : this.#button(well));
      }
    }
    this.root.append(...cells);
    const [first] = this.#buttons.values();
    if (first !== undefined) first.tabIndex = 0;
  }

  #head(line: "row" | "column", at: number, text: string): HTMLElement {
    const head = element("span", { class: "head" }, text);
    this.#edges.push({ line, at, head });
    return head;
  }

  #button({ well, state }: WellReport): HTMLElement {
    const kind = state === "success" ? "well" : state === "pending" ? "well pending" : "well failed";
    const button = element("button", { type: "button", class: kind, tabindex: -1, "aria-pressed": "false" });
    this.#buttons.set(well, button);
    return button;
  }

  #paint(well: WellReport, index: number, filling: Filling): void {
    const button = this.#buttons.get(well.well);
    if (button === undefined) return;
    const value = filling.kind === "value" ? filling.values.get(well.well) : undefined;
    button.style.cssText = this.#look(value, index, filling);
    const text = value === undefined ? well.state : shownCell(value);
    button.title = `${well.well}: ${text}${well.error === null ? "" : ` (${well.error.code})`}`;
    button.setAttribute("aria-label", button.title);
    button.classList.toggle("valued", value !== undefined);
    button.textContent = value !== undefined && this.#data.plate.columns <= 12 ? shownCell(value) : "";
  }

  #look(value: number | undefined, index: number, filling: Filling): string {
    if (filling.kind === "value" && value !== undefined) return coloured(value, filling.scale);
    const sheet = filling.kind === "picture" ? this.#sheets.at(filling.sheet) : undefined;
    const background =
      filling.kind === "picture" && sheet !== undefined ? backgroundOf(sheet, filling.sheet, index) : null;
    return background === null ? "" : `background: ${background}`;
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
    const median = medianOf(own);
    head.style.cssText = coloured(median, filling.scale);
    head.title = `median of ${line} ${head.textContent}: ${shownCell(median)}`;
  }

  #clicked(target: EventTarget | null): void {
    for (const [well, button] of this.#buttons) if (button === target) this.#select(well);
  }

  #walk(event: KeyboardEvent): void {
    const from = this.#data.wells.find(({ well }) => this.#buttons.get(well) === event.target);
    const to = from === undefined ? undefined : neighbour(this.#data.wells, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.#buttons.get(to.well)?.focus();
    this.#select(to.well);
  }
}

function coloured(value: number, scale: Scale): string {
  const part = placeOn(scale, value);
  return `background: ${viridis(part)}; color: ${inkOn(part)}`;
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
