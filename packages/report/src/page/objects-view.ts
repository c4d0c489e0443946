import type { ObjectsReport, SheetReport } from "../report-data.ts";
import { html, type Markup, shownCell, tableOf } from "../sections/markup.ts";
import type { Part } from "../sections/sheet-places.ts";
import { paint, WHOLE } from "./contrast.ts";
import { element } from "./element.ts";
import { cropOf, type Grey } from "./sheets.ts";

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
  readonly #select: (place: Place) => void;

  /** @param site The site that is looked at; null for an image of the whole well */
  constructor(objects: ObjectsReport, well: string, site: number | null, select: (place: Place) => void) {
    const own = objects.wells[well];
    [this.#objects, this.#rows, this.#select] = [objects, own?.rows ?? [], select];
    const indexes = [...this.#rows.keys()].filter((row) => this.#isOfSite(row, site));
    const of = own?.of ?? 0;
    const text = `${indexes.length} of ${of} objects of table ${objects.table}${indexes.length < of ? ": the first ones, of this site" : ""}`;
    this.root = element("details", { open: true }, element("summary", {}, text), this.#table(indexes));
    const buttons = [...this.root.querySelectorAll<HTMLButtonElement>(".crop")];
    this.#crops = indexes.flatMap((row, i) => (buttons[i] === undefined ? [] : [[row, buttons[i]] as const]));
    this.root.addEventListener("click", ({ target }) => {
      const clicked = target instanceof Element ? target.closest("tr") : null;
      const chosen = this.#crops.find(([, button]) => button.closest("tr") === clicked);
      if (chosen !== undefined) this.#mark(chosen[0]);
    });
  }

  /** Cuts the crops out of the picture of the well. */
  draw(grey: Grey, sheet: SheetReport): void {
    for (const [row, button] of this.#crops) {
      const canvas = button.querySelector("canvas");
      if (canvas !== null) paint(canvas, cropOf(grey, this.#partOf(row, sheet)), WHOLE, null);
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

  /** What places an object is seen in the picture, and is no column. */
  #table(indexes: readonly number[]): Markup {
    const { columns, place } = this.#objects;
    const hidden = [place.site, ...(place.box ?? [])];
    const shown = [...columns.keys()].filter((i) => !hidden.includes(columns[i] ?? ""));
    const cells = indexes.map((row) => [this.#crop(row), ...shown.map((i) => shownCell(this.#rows[row]?.[i]))]);
    return tableOf(["Crop", ...shown.map((i) => columns[i] ?? "")], cells);
  }

  #crop(row: number): Markup {
    const name = `Object ${shownCell(this.#cell(row, "ObjectNumber") ?? row + 1)}`;
    return html`<button type="button" class="crop" aria-pressed="false" aria-label="${name}"><canvas width="${CROP_PX}" height="${CROP_PX}"></canvas></button>`;
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
