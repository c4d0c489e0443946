import type { StoredImage } from "@ohcs/context";
import {
  type ColorLayer,
  compositeChannels,
  type OutlineLayer,
  overlayOutlines,
  type Plane,
  percentiles,
  type Rgb,
} from "@ohcs/kernels";
import { channelColor, rgbOf } from "../channel-color.ts";
import { type PlateImages, sitesOf } from "../images/plate-images.ts";
import { Canvas, textSize } from "./canvas.ts";
import { middlePlane } from "./channel-thumbnails.ts";
import { type FieldPlanes, loadField, thinnedLabels } from "./field-planes.ts";
import { type Contrast, greyPicture, type Picture, robustContrast, shrunkPlane } from "./picture.ts";
import { drawScaleBar } from "./scale-bar.ts";

/** The figures of a well. */
export interface WellFigures {
  readonly well: string;
  /** A picture of each field: its channels in colours with the outlines of its labels, and a scale bar. */
  readonly overlays: readonly { readonly site: number | null; readonly picture: Picture }[];
  /** Of each field its channels in grey and the overlay, in about the shape of a slide. */
  readonly montage: Picture;
}

const OVERLAY_SIDE = 1600;
const PANEL_SIDE = 480;
const SMALLEST_PANEL = 96;
const MONTAGE_SIDE = 4096;
const SLIDE = 16 / 9;
const GAP = 8;
const SCALE = 2;
const OUTLINES: readonly Rgb[] = [
  [255, 224, 64],
  [255, 96, 255],
  [96, 255, 255],
];

/** Contrasts for a whole plate, so that wells can be compared: from the median of the wells' darkest to nearly the greatest of their brightest. */
export async function plateContrasts(images: PlateImages): Promise<ReadonlyMap<string, Contrast>> {
  const ends = new Map<string, Contrast[]>();
  for (const planes of images.wells.values())
    for (const channel of channelsOf(images)) {
      const plane = middlePlane(planes, channel);
      const image = plane === null ? null : await images.load(plane).catch(() => null);
      if (image === null) continue;
      ends.set(channel, [...(ends.get(channel) ?? []), robustContrast(shrunkPlane(image, PANEL_SIDE))]);
    }
  return new Map([...ends].map(([channel, own]) => [channel, rangeOf(own)]));
}

function rangeOf(ends: readonly Contrast[]): Contrast {
  const [low = 0] = percentiles(
    Float64Array.from(ends, ([least]) => least),
    [50],
  );
  const [high = 1] = percentiles(
    Float64Array.from(ends, ([, most]) => most),
    [95],
  );
  return high > low ? [low, high] : [low, low + 1];
}

/** The channels that any well has, in order. */
function channelsOf({ wells }: PlateImages): readonly string[] {
  const planes = [...wells.values()].flat().filter(({ label }) => label === null);
  return [...new Set(planes.map(({ key }) => key.channel ?? ""))];
}

/** Draws the figures of a well in the contrasts of its plate. */
export async function wellFigures(
  images: PlateImages,
  well: string,
  contrasts: ReadonlyMap<string, Contrast>,
): Promise<WellFigures> {
  const planes = images.wells.get(well) ?? [];
  const sites = sitesOf(planes);
  const known = channelsOf(images).map((id) => images.channels.find((one) => one.id === id) ?? { id, name: null });
  const colors = new Map(
    known.map(({ id }, i) => [
      id,
      rgbOf(
        channelColor(
          known.map(({ color = null }: { color?: string | null }) => ({ color })),
          i,
        ),
      ),
    ]),
  );
  const across = blocksAcross(Math.max(1, sites.length), known.length + 1);
  const room = Math.floor(MONTAGE_SIDE / (across * (known.length + 1)));
  const side = Math.max(SMALLEST_PANEL, Math.min(PANEL_SIDE, room));
  const overlays: { readonly site: number | null; readonly picture: Picture }[] = [];
  const blocks: Block[] = [];
  for (const site of sites) {
    const field = await loadField(images, well, site);
    const looks = { contrasts, colors, pixelSizeUm: planes[0]?.pixelSizeUm ?? pixelSizeIn(field) };
    if (field.channels.size === 0) continue;
    overlays.push({ site, picture: overlay(field, looks, OVERLAY_SIDE) });
    const greys = known.flatMap(({ id, name }) => {
      const image = field.channels.get(id);
      if (image === undefined) return [];
      return [{ title: name ?? id, picture: greyPicture(shrunkPlane(image, side), contrasts.get(id) ?? [0, 1]) }];
    });
    const place = site === null ? well : `${well} ${site}`;
    blocks.push({ panels: [...greys, { title: place, picture: overlay(field, looks, side) }] });
  }
  return { well, overlays, montage: montage(blocks, across) };
}

/** How channels look in all figures of a plate. */
interface Looks {
  readonly contrasts: ReadonlyMap<string, Contrast>;
  readonly colors: ReadonlyMap<string, Rgb>;
  readonly pixelSizeUm: number | null;
}

function overlay({ channels, labels }: FieldPlanes, { contrasts, colors, pixelSizeUm }: Looks, side: number): Canvas {
  const layers = [...channels].map(([id, image]): ColorLayer => {
    const range = contrasts.get(id) ?? [0, 1];
    return { plane: shrunkPlane(image, side), range, color: colors.get(id) ?? [255, 255, 255] };
  });
  const outlines = [...labels.values()].map((image, i): OutlineLayer => {
    return { labels: thinnedLabels(image, side), color: OUTLINES[i % OUTLINES.length] ?? [255, 224, 64] };
  });
  // Planes of another size than the first channel are left out.
  const isOfSize = ({ width, height }: Pick<Plane, "width" | "height">) =>
    width === layers[0]?.plane.width && height === layers[0].plane.height;
  const composite = compositeChannels(layers.filter(({ plane }) => isOfSize(plane)));
  const fitting = outlines.filter(({ labels: own }) => isOfSize(own));
  const canvas = Canvas.of(overlayOutlines(composite, fitting));
  const [first] = channels.values();
  const width = first?.shape.at(-1) ?? canvas.width;
  drawScaleBar(canvas, pixelSizeUm === null ? null : (pixelSizeUm * width) / canvas.width);
  return canvas;
}

/** What the files state, where the plate states nothing. */
function pixelSizeIn({ channels }: FieldPlanes): number | null {
  const images: readonly StoredImage[] = [...channels.values()];
  return images.find(({ pixelSizeUm }) => pixelSizeUm !== null)?.pixelSizeUm ?? null;
}

/** The panels of one field, side by side. */
interface Block {
  readonly panels: readonly { readonly title: string; readonly picture: Picture }[];
}

function montage(blocks: readonly Block[], across: number): Canvas {
  const panels = blocks.flatMap((block) => block.panels);
  const width = Math.max(1, ...panels.map(({ picture }) => picture.width)) + GAP;
  const line = textSize("", SCALE).height + GAP;
  const height = line + Math.max(1, ...panels.map(({ picture }) => picture.height)) + GAP;
  const columns = Math.max(1, ...blocks.map((block) => block.panels.length));
  const rows = Math.max(1, Math.ceil(blocks.length / across));
  const canvas = new Canvas(GAP + Math.min(across, blocks.length) * (columns * width + GAP), rows * height);
  for (const [b, block] of blocks.entries())
    for (const [x, { title, picture }] of block.panels.entries()) {
      const left = GAP + (b % across) * (columns * width + GAP) + x * width;
      const top = Math.floor(b / across) * height;
      canvas.text(title, left, top + GAP / 2, SCALE);
      canvas.picture(picture, left, top + line);
    }
  return canvas;
}

/** How many blocks of square panels stand side by side, so that the whole comes nearest to the shape of a slide. */
function blocksAcross(blocks: number, panels: number): number {
  const offs = Array.from({ length: blocks }, (_, i) => {
    return Math.abs(Math.log(((i + 1) * panels) / Math.ceil(blocks / (i + 1)) / SLIDE));
  });
  return 1 + offs.indexOf(Math.min(...offs));
}
