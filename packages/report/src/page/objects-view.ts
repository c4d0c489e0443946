import type { ObjectsReport, SheetReport } from "../report-data.ts";
import { paint, WHOLE } from "./contrast.ts";
import { element, shownCell, tableOf } from "./element.ts";
import type { Part, Sheets } from "./sheets.ts";

const CROP_PX = 44;

/** An object in px of its plane. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The first objects of a well as a table: each row shows its crop, and the crop selects the row. */
export class ObjectsView {
  readonly root: HTMLElement;
  readonly #objects: ObjectsReport;
  readonly #rows: ObjectsReport["wells"][string]["rows"];
  readonly #crops: readonly (readonly [row: number, button: HTMLButtonElement])[];
  readonly #select: (place: Place | null) => void;

  /** @param site The site that is looked at; null for an image of the whole well */
  constructor(objects: ObjectsReport, well: string, site: number | null, select: (place: Place | null) => void) {
    const own = objects.wells[well];
    this.#objects = objects;
    this.#rows = own?.rows ?? [];
    this.#select = select;
    const indexes = [...this.#rows.keys()].filter((row) => this.#isOfSite(row, site));
    this.#crops = indexes.map((row) => [row, this.#button(row)] as const);
    const of = own?.of ?? 0;
    const text = `${indexes.length} of ${of} objects of table ${objects.table}${indexes.length < of ? ": the first ones, of this site" : ""}`;
    const { box, site: siteColumn } = objects.place;
    // What places an object is seen in the picture.
    const shown = [...objects.columns.keys()].filter(
      (i) => ![siteColumn, ...(box ?? [])].includes(objects.columns[i] ?? ""),
    );
    const cells = this.#crops.map(([row, crop]) => [crop, ...shown.map((i) => shownCell(this.#rows[row]?.[i]))]);
    this.root = element(
      "details",
      { open: true },
      element("summary", {}, text),
      tableOf(["Crop", ...shown.map((i) => objects.columns[i] ?? "")], cells),
    );
  }

  /** Fills the crops from the picture of the well. */
  async draw(sheets: Sheets, sheet: SheetReport, well: number): Promise<void> {
    for (const [row, button] of this.#crops) {
      const grey = await sheets.grey(sheet, well, this.#partOf(row, sheet));
      const canvas = button.querySelector("canvas");
      if (grey !== null && canvas !== null) paint(canvas, grey, WHOLE, null);
    }
  }

  /** Selects the object nearest to a point of the plane. */
  selectNear(x: number, y: number): void {
    const distance = (row: number) => {
      const { left, top, right, bottom } = this.#placeOf(row);
      return Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
    };
    const [nearest] = this.#crops.toSorted(([a], [b]) => distance(a) - distance(b));
    if (nearest === undefined) return;
    this.#mark(nearest[0]);
    nearest[1].scrollIntoView({ block: "nearest" });
  }

  #button(row: number): HTMLButtonElement {
    const name = `Object ${shownCell(this.#cell(row, "ObjectNumber") ?? row + 1)}`;
    return element(
      "button",
      { type: "button", class: "crop", "aria-pressed": "false", "aria-label": name, onclick: () => this.#mark(row) },
      element("canvas", { width: CROP_PX, height: CROP_PX }),
    );
  }

  #mark(chosen: number): void {
    for (const [row, button] of this.#crops) {
      button.setAttribute("aria-pressed", String(row === chosen));
      button.closest("tr")?.classList.toggle("chosen", row === chosen);
    }
    this.#select(this.#placeOf(chosen));
  }

  #cell(row: number, column: string | null) {
    return column === null ? null : (this.#rows[row]?.[this.#objects.columns.indexOf(column)] ?? null);
  }

  #isOfSite(row: number, site: number | null): boolean {
    const own = this.#cell(row, this.#objects.place.site);
    return own === null || site === null || own === site;
  }

  #placeOf(row: number): Place {
    const number = (column: string) => Number(this.#cell(row, column));
    const { x, y, box } = this.#objects.place;
    if (box === null)
      return { left: number(x) - 10, top: number(y) - 10, right: number(x) + 10, bottom: number(y) + 10 };
    const [left, top, right, bottom] = box.map(number) as [number, number, number, number];
    return { left, top, right, bottom };
  }

  /** The object with its surroundings in px of the picture. */
  #partOf(row: number, { factor, width, height }: SheetReport): Part {
    const { left, top, right, bottom } = this.#placeOf(row);
    const side = Math.min(width, height, Math.max(8, Math.ceil((1.6 * Math.max(right - left, bottom - top)) / factor)));
    const begin = (middle: number, length: number) =>
      Math.round(Math.min(length - side, Math.max(0, middle / factor - side / 2)));
    return { x: begin((left + right) / 2, width), y: begin((top + bottom) / 2, height), width: side, height: side };
  }
}
