import type { ReportData, SheetReport } from "../report-data.ts";
import { type Part, placeIn } from "../sections/sheet-places.ts";

/** A picture as numbers: 0 is black and 255 white in the contrast of its sheet. */
export interface Grey {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of a picture. */
export function cropOf({ data, width }: Grey, { x, y, width: columns, height }: Part): Grey {
  const cut = new Uint8ClampedArray(columns * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * width + x;
    cut.set(data.subarray(from, from + columns), row * columns);
  }
  return { data: cut, width: columns, height };
}

/** The sheets of a report as images, which lie at the end of the page; each is read and decoded when it is first asked for. */
export class Sheets {
  readonly #sheets: readonly SheetReport[];
  readonly #images = new Map<number, Promise<HTMLImageElement>>();

  constructor({ sheets }: Pick<ReportData, "sheets">) {
    this.#sheets = sheets;
  }

  /** The index of the sheet of a view and channel, null for outlines; -1 where there is none. */
  indexOf(view: number, channel: string | null): number {
    return this.#sheets.findIndex((sheet) => sheet.view === view && sheet.channel === channel);
  }

  at(index: number): SheetReport | undefined {
    return this.#sheets[index];
  }

  has(index: number, well: number): boolean {
    const sheet = this.#sheets[index];
    return sheet !== undefined && placeIn(sheet, well) !== null;
  }

  /** Makes backgrounds of the sheet visible, see `backgroundOf`. */
  async show(index: number): Promise<void> {
    const { src } = await this.#image(index);
    document.documentElement.style.setProperty(`--sheet-${index}`, `url(${src})`);
  }

  /** Makes the backgrounds of elements with `data-sheet` visible. */
  showIn(elements: Iterable<HTMLElement>): void {
    for (const index of new Set([...elements].map(({ dataset }) => Number(dataset.sheet)))) void this.show(index);
  }

  /** Draws the picture of a well as it is; null where it has none. */
  async draw(canvas: HTMLCanvasElement, index: number, well: number): Promise<CanvasRenderingContext2D | null> {
    const sheet = this.#sheets[index];
    const place = sheet === undefined ? null : placeIn(sheet, well);
    if (place === null) return null;
    const { x, y, width, height } = place;
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(await this.#image(index), x, y, width, height, 0, 0, width, height);
    return context;
  }

  /** The picture of a well as numbers; null where it has none. */
  async grey(index: number, well: number): Promise<Grey | null> {
    const canvas = document.createElement("canvas");
    const context = await this.draw(canvas, index, well);
    if (context === null) return null;
    const { width, height } = canvas;
    const { data } = context.getImageData(0, 0, width, height);
    const grey = new Uint8ClampedArray(width * height);
    for (let i = 0; i < grey.length; i++) grey[i] = data[4 * i] as number;
    return { data: grey, width, height };
  }

  #image(index: number): Promise<HTMLImageElement> {
    const image = this.#images.get(index) ?? decoded(index);
    this.#images.set(index, image);
    return image;
  }
}

/** A blob has a short address: that of the data is megabytes, and would be part of the style of every well. */
async function decoded(index: number): Promise<HTMLImageElement> {
  if (document.readyState === "loading")
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const holder = document.getElementById(`sheet-${index}`);
  const [, type = "", text = ""] = /^data:([a-z/]+);base64,(.*)$/.exec(holder?.textContent ?? "") ?? [];
  holder?.remove();
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes], { type }));
  await image.decode();
  return image;
}
