import type { Layer } from "@deck.gl/core";
import { ColorPaletteExtension } from "@vivjs/extensions";
import { ImageLayer, MultiscaleImageLayer } from "@vivjs/layers";
import { rgbOf } from "../../src/index.ts";
import type { ChannelView } from "../channel-view.ts";
import type { VivLevel, VivSelection } from "../sources/viv-level.ts";

/** One extension for all layers: a new one would compile their shaders again. */
const extensions = [new ColorPaletteExtension()];

/** The channels of a field, added up in their colours. */
export function imageLayer(
  id: string,
  levels: readonly VivLevel[],
  selections: readonly VivSelection[],
  channels: readonly ChannelView[],
): Layer {
  const shown = {
    id,
    selections,
    extensions,
    colors: channels.map(({ color }) => [...rgbOf(color)]),
    contrastLimits: channels.map(({ contrast }) => [...contrast]),
    channelsVisible: channels.map(({ isVisible }) => isVisible),
  };
  // The classes are declared as abstract ones; they are made as the documentation of Viv makes them.
  const [full] = levels;
  const layer =
    levels.length === 1
      ? new (ImageLayer as unknown as LayerClass)({ ...shown, loader: full })
      : new (MultiscaleImageLayer as unknown as LayerClass)({ ...shown, loader: levels });
  return layer;
}

type LayerClass = new (props: Readonly<Record<string, unknown>>) => Layer;
