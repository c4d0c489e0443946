import type { ReportData, SheetReport } from "../report-data.ts";

/** A picture of a well as numbers: 0 is black and 255 white in the contrast of its sheet. */
export interface Grey {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of a picture, px. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The sheets of a report as images; each is decoded when it is first asked for. */
export class Sheets {
  readonly #data: ReportData;
  readonly #images = new Map<SheetReport, Promise<HTMLImageElement>>();
  readonly #urls = new Map<SheetReport, string>();

  constructor(data: ReportData) {
    this.#data = data;
  }

  /** Of a view and channel, null for outlines; undefined where there is none. */
  find(view: number, channel: string | null): SheetReport | undefined {
    return this.#data.sheets.find((sheet) => sheet.view === view && sheet.channel === channel);
  }

  /** The place of a well in a sheet; null where it has no picture. */
  placeOf(sheet: SheetReport, well: number): Part | null {
    const at = sheet.wells.indexOf(well);
    const { columns, width, height } = sheet;
    return at < 0 ? null : { x: (at % columns) * width, y: Math.floor(at / columns) * height, width, height };
  }

  image(sheet: SheetReport): Promise<HTMLImageElement> {
    const known = this.#images.get(sheet);
    if (known !== undefined) return known;
    const image = new Image();
    image.src = this.url(sheet);
    const loaded = image.decode().then(() => image);
    this.#images.set(sheet, loaded);
    return loaded;
  }

  /** Short, for a style is repeated in every well. */
  url(sheet: SheetReport): string {
    const known = this.#urls.get(sheet);
    if (known !== undefined) return known;
    const [, type = "", text = ""] = /^data:([a-z/]+);base64,(.*)$/.exec(sheet.image) ?? [];
    const url = URL.createObjectURL(
      new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type }),
    );
    this.#urls.set(sheet, url);
    return url;
  }

  /** The picture of a well, or a part of it; null where it has none. */
  async grey(sheet: SheetReport, well: number, part?: Part): Promise<Grey | null> {
    const place = this.placeOf(sheet, well);
    if (place === null) return null;
    const { x, y, width, height } = part ?? { ...place, x: 0, y: 0 };
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return null;
    context.drawImage(await this.image(sheet), place.x + x, place.y + y, width, height, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { data: data.filter((_, i) => i % 4 === 0), width, height };
  }
}
