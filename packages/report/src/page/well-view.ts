import { IN_COLORS, type ReportData, type SheetReport, type WellReport } from "../report-data.ts";
import { channelName, html, type Markup, shownCell, tableOf, tablesOfWells } from "../sections/markup.ts";
import { seamsOf } from "../sections/stitching.ts";
import { type Contrast, histogram, paint, WHOLE } from "./contrast.ts";
import { element } from "./element.ts";
import { ObjectsView } from "./objects-view.ts";
import type { Sheets } from "./sheets.ts";

/** What a reader has chosen, kept from well to well. */
export interface Look {
  view: number;
  hasOutlines: boolean;
  readonly contrasts: Map<string, Contrast>;
}

/** Everything known of one well: state and error, every channel in a contrast that can be changed, its objects, its rows of tables. */
export class WellView {
  readonly #data: ReportData;
  readonly #sheets: Sheets;
  readonly #well: WellReport;
  readonly #index: number;
  readonly #look: Look;
  readonly #pictures = element("div", { class: "pictures" });
  readonly #outlines = element("label", { class: "line" }, element("span"));
  readonly #objects = element("div");
  #box: { left: number; top: number; right: number; bottom: number } | null = null;
  #shown: ObjectsView | null = null;

  constructor(data: ReportData, sheets: Sheets, well: WellReport, look: Look) {
    [this.#data, this.#sheets, this.#well, this.#look] = [data, sheets, well, look];
    this.#index = data.wells.indexOf(well);
  }

  /** The parts of the view; pictures follow as they are decoded. */
  parts(): readonly HTMLElement[] {
    this.#draw();
    return [
      element("h3", {}, this.#well.well),
      element("div", {}, stateOf(this.#well)),
      ...this.#controls(),
      this.#pictures,
      this.#objects,
      ...this.#seams(),
      ...tablesOfWells(this.#data).map((table) => this.#rowOf(table)),
    ];
  }

  #controls(): readonly HTMLElement[] {
    const { views, sheets } = this.#data;
    if (!sheets.some((_, index) => this.#sheets.has(index, this.#index)))
      return [element("p", { class: "soft" }, "No picture could be read.")];
    const view = element("select", {}, ...views.map(({ text }, i) => element("option", { value: i }, text)));
    view.value = String(this.#look.view);
    view.addEventListener("change", () => {
      this.#look.view = Number(view.value);
      this.#box = null;
      this.#draw();
    });
    const toggle = element("input", { type: "checkbox", checked: this.#look.hasOutlines });
    toggle.addEventListener("change", () => {
      this.#look.hasOutlines = toggle.checked;
      this.#draw();
    });
    this.#outlines.prepend(toggle);
    const look = views.length > 1 ? element("label", {}, "Look at", view) : null;
    return [element("div", { class: "controls" }, look, this.#outlines)];
  }

  /** Whose outlines are drawn, and in which channel they were found. */
  #nameOutlines(): void {
    const outlines = this.#data.views[this.#look.view]?.outlines ?? null;
    const known = this.#data.channels.find(({ id }) => id === outlines?.channel);
    const found = known === undefined ? "" : `, found in ${channelName(known)}`;
    this.#outlines.hidden = outlines === null;
    const [text] = this.#outlines.querySelectorAll("span");
    text?.replaceChildren(outlines === null ? "" : `Outlines: ${outlines.name}${found}`);
  }

  #draw(): void {
    const { view } = this.#look;
    const shown = this.#data.sheets.flatMap((sheet, index) => {
      const isShown = sheet.view === view && sheet.channel !== null && this.#sheets.has(index, this.#index);
      return isShown ? [{ sheet, index }] : [];
    });
    this.#nameOutlines();
    const figures = shown.map(({ sheet, index }) =>
      sheet.channel === IN_COLORS ? this.#colored(sheet, index) : this.#figure(sheet, index),
    );
    this.#pictures.replaceChildren(...figures);
    const found = this.#data.views[view]?.outlines?.channel ?? null;
    this.#objects.replaceChildren();
    this.#shown = null;
    void this.#drawObjects(shown.find(({ sheet }) => sheet.channel === found) ?? shown[0]);
  }

  /** The objects of the site that is shown, cut out of a picture. */
  async #drawObjects(from: { readonly sheet: SheetReport; readonly index: number } | undefined): Promise<void> {
    const { objects, views } = this.#data;
    if (objects === null || from === undefined || objects.wells[this.#well.well] === undefined) return;
    const site = views[this.#look.view]?.site ?? null;
    const shown = new ObjectsView(objects, this.#well.well, site, (box) => {
      this.#box = box;
      this.#frame();
    });
    this.#shown = shown;
    this.#objects.append(shown.root);
    const grey = await this.#sheets.grey(from.index, this.#index);
    if (grey !== null) shown.draw(grey, from.sheet);
  }

  /** As people know the channel; an image of a step by its name. */
  #nameOf({ view, channel }: SheetReport): string {
    const known = this.#data.channels.find(({ id }) => id === channel);
    const name = this.#data.views[view]?.name ?? null;
    return [name ?? [], known === undefined ? [] : channelName(known)].flat().join(", ");
  }

  /** A picture in colours, as a step drew it. */
  #colored(sheet: SheetReport, index: number): HTMLElement {
    const canvas = this.#canvasOf(sheet);
    void this.#sheets.draw(canvas, index, this.#index).then(() => {
      canvas.dataset.drawn = "";
    });
    return framed(canvas, sheet, element("figcaption", {}, element("b", {}, this.#nameOf(sheet))));
  }

  /** A channel in a contrast that can be changed, and how often it has each brightness. */
  #figure(sheet: SheetReport, index: number): HTMLElement {
    const name = this.#nameOf(sheet);
    const canvas = this.#canvasOf(sheet);
    const bars = element("canvas", { class: "histogram", role: "img", "aria-label": `Histogram of ${name}` });
    const contrast = () => this.#look.contrasts.get(name) ?? WHOLE;
    const redraw = async () => {
      const grey = await this.#sheets.grey(index, this.#index);
      if (grey === null) return;
      const edges = this.#look.hasOutlines ? this.#sheets.indexOf(sheet.view, null) : -1;
      const outlines = await this.#sheets.grey(edges, this.#index);
      canvas.dataset.drawn = "";
      paint(canvas, grey, contrast(), outlines?.width === grey.width ? outlines : null);
      histogram(bars, grey, contrast());
    };
    const slider = (end: keyof Contrast) => {
      const input = element("input", { type: "range", min: 0, max: 255, value: contrast()[end] });
      input.setAttribute("aria-label", `${end} of ${name}`);
      input.addEventListener("input", () => {
        this.#look.contrasts.set(name, { ...contrast(), [end]: Number(input.value) });
        void redraw();
      });
      return input;
    };
    void redraw();
    const range = `${shownCell(sheet.low)} … ${shownCell(sheet.high)}`;
    const caption = element("figcaption", {}, element("b", {}, name), ` ${range}`);
    return framed(canvas, sheet, caption, bars, element("div", { class: "ends" }, slider("black"), slider("white")));
  }

  /** An object that is clicked is selected. */
  #canvasOf(sheet: SheetReport): HTMLCanvasElement {
    const { width, height, factor } = sheet;
    const label = `${this.#well.well}, ${this.#nameOf(sheet)}`;
    const canvas = element("canvas", { width, height, role: "img", "aria-label": label });
    canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      const scale = (width * factor) / canvas.clientWidth;
      this.#shown?.selectNear(offsetX * scale, offsetY * scale);
    });
    return canvas;
  }

  /** Frames the selected object in every picture. */
  #frame(): void {
    for (const figure of this.#pictures.querySelectorAll<HTMLElement>("figure")) {
      const frame = figure.querySelector<HTMLElement>(".frame");
      if (frame === null) continue;
      frame.hidden = this.#box === null;
      const { left, top, right, bottom } = this.#box ?? { left: 0, top: 0, right: 0, bottom: 0 };
      const [width, height] = [Number(figure.dataset.px), Number(figure.dataset.py)];
      const part = (at: number, of: number) => `${(100 * at) / of}%`;
      Object.assign(frame.style, {
        left: part(left, width),
        top: part(top, height),
        width: part(right - left, width),
        height: part(bottom - top, height),
      });
    }
  }

  #seams(): readonly HTMLElement[] {
    const { stitching } = this.#data;
    const seams = stitching === null ? null : seamsOf(stitching, this.#well.well);
    return seams === null ? [] : [element("details", {}, element("summary", {}, "Seams"), seams)];
  }

  #rowOf(table: ReportData["tables"][number]): HTMLElement {
    const at = table.columns.indexOf("Metadata_Well");
    const row = table.rows.find((cells) => cells[at] === this.#well.well);
    const rows = table.columns.map((column, i) => [column, shownCell(row?.[i])]);
    const title = table.by === null ? "Pictures" : `Table ${table.name}`;
    return element("details", {}, element("summary", {}, title), tableOf(["Column", "Value"], rows));
  }
}

/** A picture with the frame of the object that is selected. */
function framed(canvas: HTMLElement, { width, height, factor }: SheetReport, ...below: HTMLElement[]): HTMLElement {
  const picture = element("div", { class: "picture" }, canvas, element("div", { class: "frame", hidden: true }));
  return element("figure", { "data-px": width * factor, "data-py": height * factor }, picture, ...below);
}

function stateOf({ error, attempts, durationMs, peakBytes, state }: WellReport): Markup {
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const time = durationMs === null ? "" : ` in ${(durationMs / 1000).toFixed(1)} s`;
  const memory = peakBytes === null ? "" : `, ${(peakBytes / 1e6).toFixed(0)} MB`;
  const mood = state === "success" ? "good" : state === "pending" ? "soft" : "bad";
  const line = html`<p class="${mood}">${state}${time}${memory}${tries}</p>`;
  if (error === null) return line;
  const { code, message, remedy } = error;
  return html`${line}<p><b>${code}</b></p><pre>${message}</pre><p class="soft">${remedy}</p>`;
}
