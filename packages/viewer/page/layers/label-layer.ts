import type { Layer } from "@deck.gl/core";
import { TileLayer, type TileLayerProps } from "@deck.gl/geo-layers";
import { BitmapLayer } from "@deck.gl/layers";
import type { FieldImage } from "../sources/plate-source.ts";
import { TILE } from "../sources/viv-level.ts";
import { labelPixels, withMargin } from "./label-pixels.ts";

/** A label image over the channels, tile by tile at the level that is seen. */
export interface LabelLayerOptions {
  readonly id: string;
  readonly image: FieldImage;
  readonly label: string;
  readonly z: number | null;
  readonly t: number | null;
  readonly overlay: "outlines" | "tint";
  readonly onError: (error: Error) => void;
}

type TileIndex = { readonly x: number; readonly y: number; readonly z: number };

export function labelLayer(options: LabelLayerOptions): Layer {
  const { id, image, overlay, label, z, t } = options;
  const props: Omit<TileLayerProps<ImageData | null>, "data"> = {
    id,
    tileSize: TILE,
    extent: [0, 0, image.width, image.height],
    minZoom: 1 - image.levels,
    maxZoom: 0,
    // A pixel of an outline is as wide as one of the screen, or wider, so that outlines have no gaps.
    zoomOffset: -1,
    refinementStrategy: "no-overlap",
    getTileData: ({ index, signal }) => tileImage(options, index, signal),
    updateTriggers: { getTileData: [image, label, overlay, z, t] },
    renderSubLayers: ({ tile, data, id: own }) => {
      if (data == null) return null;
      const { x, y, z: zoom } = tile.index;
      const [scale, side] = [2 ** -zoom, TILE * 2 ** -zoom];
      const [left, top] = [x * side, y * side];
      const bounds: [number, number, number, number] = [
        left,
        top + data.height * scale,
        left + data.width * scale,
        top,
      ];
      const textureParameters = { minFilter: "nearest", magFilter: "nearest" } as const;
      return new BitmapLayer({ id: `${own}-bitmap`, image: data, bounds, textureParameters });
    },
  };
  return new TileLayer<ImageData | null>(props);
}

async function tileImage(
  { image, label, z, t, overlay, onError }: LabelLayerOptions,
  index: TileIndex,
  signal: AbortSignal | undefined,
): Promise<ImageData | null> {
  const level = -index.z;
  const size = { width: Math.ceil(image.width / 2 ** level), height: Math.ceil(image.height / 2 ** level) };
  const [x, y] = [index.x * TILE, index.y * TILE];
  const drawn = { x, y, width: Math.min(TILE, size.width - x), height: Math.min(TILE, size.height - y) };
  if (x < 0 || y < 0 || drawn.width <= 0 || drawn.height <= 0) return null;
  const read = withMargin(drawn, size);
  try {
    const labels = Uint32Array.from(await image.read({ label, z, t }, level, read, signal));
    return new ImageData(labelPixels({ labels, read, drawn }, overlay), drawn.width, drawn.height);
  } catch (error) {
    if (!signal?.aborted) onError(error as Error);
    return null;
  }
}
