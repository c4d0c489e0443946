import { useEffect, useMemo, useState } from "preact/hooks";
import type { FieldImage, PlaneChoice } from "./sources/plate-source.ts";
import { TILE } from "./sources/viv-level.ts";

const MOST_TILES = 24;

/** Samples of a field at single pixels, out of tiles that are kept, so that moving a pointer reads each tile once. */
class SampleValues {
  readonly #image: FieldImage;
  readonly #tiles = new Map<string, ReturnType<FieldImage["read"]>>();

  constructor(image: FieldImage) {
    this.#image = image;
  }

  /** The sample at column `x` of row `y`, full size. */
  async at(plane: PlaneChoice, x: number, y: number): Promise<number> {
    const [left, top] = [x - (x % TILE), y - (y % TILE)];
    const width = Math.min(TILE, this.#image.width - left);
    const region = { x: left, y: top, width, height: Math.min(TILE, this.#image.height - top) };
    const key = JSON.stringify([plane, left, top]);
    const tile = this.#tiles.get(key) ?? this.#image.read(plane, 0, region);
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    for (const oldest of this.#tiles.keys()) if (this.#tiles.size > MOST_TILES) this.#tiles.delete(oldest);
    return (await tile)[(y - top) * width + x - left] ?? Number.NaN;
  }
}

interface CaptionProps {
  readonly title: string;
  readonly image: FieldImage;
  /** Where the pointer is, in pixels of the image. */
  readonly point: readonly [x: number, y: number] | null;
  /** The planes whose samples are shown, by the name of each. */
  readonly planes: Readonly<Record<string, PlaneChoice>>;
}

/** What is shown, and the samples under the pointer. */
export function Caption({ title, image, point, planes }: CaptionProps) {
  const values = useMemo(() => new SampleValues(image), [image]);
  const [samples, setSamples] = useState({ of: "", text: "" });
  const [x = -1, y = -1] = (point ?? []).map(Math.floor);
  const isInside = x >= 0 && y >= 0 && x < image.width && y < image.height;
  // What was read elsewhere is not shown here, however long reading takes.
  const of = JSON.stringify([title, planes, x, y]);
  useEffect(() => {
    if (!isInside) return;
    let isCurrent = true;
    const texts = Object.entries(planes).map(async ([name, plane]) => `${name} ${shown(await values.at(plane, x, y))}`);
    Promise.all(texts).then(
      (all) => isCurrent && setSamples({ of, text: all.join(", ") }),
      () => isCurrent && setSamples({ of, text: "" }),
    );
    return () => {
      isCurrent = false;
    };
  }, [image, planes, x, y]);
  const place = isInside
    ? `x ${x}, y ${y}: ${samples.of === of ? samples.text : "…"}`
    : `${image.width} × ${image.height} px`;
  return (
    <p class="caption">
      {title}
      <small>{place}</small>
    </p>
  );
}

function shown(sample: number): string {
  return String(Number.isInteger(sample) ? sample : Number(sample.toPrecision(4)));
}
