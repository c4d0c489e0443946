import { useEffect, useMemo, useState } from "preact/hooks";
import { channelColor, lengthText, roundLength } from "../src/index.ts";
import { Caption } from "./caption.tsx";
import { type ChannelView, MOST_CHANNELS, type Overlay } from "./channel-view.ts";
import { type Contrast, robustContrast } from "./contrast.ts";
import { ChannelControl } from "./controls/channel-control.tsx";
import { IndexControl } from "./controls/index-control.tsx";
import { DeckCanvas } from "./deck-canvas.tsx";
import { imageLayer } from "./layers/image-layer.ts";
import { labelLayer } from "./layers/label-layer.ts";
import type { Place } from "./place.ts";
import type { FieldImage, PlaneChoice } from "./sources/plate-source.ts";
import { VivLevel } from "./sources/viv-level.ts";

interface OverlayControlProps {
  readonly label: string;
  readonly overlay: Overlay;
  readonly onChange: (overlay: Overlay) => void;
}

const OVERLAYS: readonly Overlay[] = ["none", "outlines", "tint"];

interface FieldViewProps {
  readonly image: FieldImage;
  readonly place: Place;
  readonly onError: (error: unknown) => void;
}

type ByName<Value> = Readonly<Record<string, Value>>;

/** One field with its controls. Channels keep their colour and contrast from field to field, so that wells can be compared. */
export function FieldView({ image, place, onError }: FieldViewProps) {
  const [views, setViews] = useState<ByName<ChannelView>>({});
  const [domains, setDomains] = useState<ByName<Contrast>>({});
  const [overlays, setOverlays] = useState<ByName<Overlay>>({});
  const [wantedZ, setZ] = useState<number | null>(null);
  const [wantedT, setT] = useState<number | null>(null);
  const [zoom, setZoom] = useState(0);
  const [point, setPoint] = useState<readonly [number, number] | null>(null);
  const z = chosen(image.zIndexes, wantedZ);
  const t = chosen(image.timepoints, wantedT);
  const auto = async (channel: string) => {
    const contrast = await robustContrast(image, channel, z, t);
    setViews((before) => ({ ...before, [channel]: { ...(before[channel] ?? newView(image, channel)), contrast } }));
    setDomains((before) => ({ ...before, [channel]: domainOf(contrast) }));
  };

  useEffect(() => {
    for (const { id, window } of image.channels) {
      if (views[id] !== undefined) continue;
      if (window === null) auto(id).catch(onError);
      else {
        const contrast: Contrast = [window.low, window.high];
        setViews((before) => ({ ...before, [id]: { ...newView(image, id), contrast } }));
        setDomains((before) => ({ ...before, [id]: domainOf(contrast) }));
      }
    }
  }, [image]);

  const levels = useMemo(
    () => Array.from({ length: image.levels }, (_, n) => new VivLevel(image, n, onError)),
    [image],
  );
  const ids = image.channels.map(({ id }) => id).filter((id) => views[id] !== undefined);
  const drawn = ids.length <= MOST_CHANNELS ? ids : ids.filter((id) => views[id]?.isVisible).slice(0, MOST_CHANNELS);
  const selections = useMemo(() => drawn.map((channel) => ({ channel, z, t })), [drawn.join("\n"), z, t]);
  const layers = useMemo(() => {
    if (drawn.length === 0) return [];
    const name = `${place.well}-${place.site}-${place.image}`;
    const channels = drawn.flatMap((id) => views[id] ?? []);
    const labels = image.labels.flatMap((label) => {
      const overlay = overlays[label] ?? "none";
      if (overlay === "none") return [];
      return [labelLayer({ id: `${name}-${label}-${overlay}`, image, label, z, t, overlay, onError })];
    });
    return [imageLayer(`image-${name}`, levels, selections, channels), ...labels];
  }, [levels, selections, views, overlays]);
  const planes = useMemo(() => {
    const channels = image.channels
      .filter(({ id }) => views[id]?.isVisible)
      .map(({ id, name }) => [name, { channel: id, z, t }]);
    const labels = image.labels
      .filter((label) => (overlays[label] ?? "none") !== "none")
      .map((label) => [label, { label, z, t }]);
    return Object.fromEntries([...channels, ...labels]) as ByName<PlaneChoice>;
  }, [image, views, overlays, z, t]);
  const title = [place.well, place.site === null ? [] : `field ${place.site}`, place.image ?? []].flat().join(", ");
  return (
    <>
      <main>
        <DeckCanvas
          layers={layers}
          width={image.width}
          height={image.height}
          label={`Image of ${title}`}
          onZoom={setZoom}
          onPoint={setPoint}
          onError={onError}
        />
        <Caption title={title} image={image} point={point} planes={planes} />
        <ScaleBar zoom={zoom} pixelSizeUm={image.pixelSizeUm} />
      </main>
      <aside aria-label="Display">
        <IndexControl name="z" values={image.zIndexes} value={z} onChange={setZ} />
        <IndexControl name="time" values={image.timepoints} value={t} onChange={setT} />
        {image.channels.map((channel) => {
          const view = views[channel.id];
          if (view === undefined) return null;
          return (
            <ChannelControl
              key={channel.id}
              channel={channel}
              view={view}
              domain={domains[channel.id] ?? [0, 1]}
              onChange={(next) => setViews({ ...views, [channel.id]: next })}
              onAuto={() => auto(channel.id).catch(onError)}
            />
          );
        })}
        {image.labels.map((label) => (
          <OverlayControl
            key={label}
            label={label}
            overlay={overlays[label] ?? "none"}
            onChange={(overlay) => setOverlays({ ...overlays, [label]: overlay })}
          />
        ))}
      </aside>
    </>
  );
}

/** The one that was chosen where this field has it, else the middle one. */
function chosen(values: readonly number[], wanted: number | null): number | null {
  return wanted !== null && values.includes(wanted) ? wanted : (values[values.length >> 1] ?? null);
}

function newView(image: FieldImage, channel: string): ChannelView {
  const index = image.channels.findIndex(({ id }) => id === channel);
  return { isVisible: index < MOST_CHANNELS, color: channelColor(image.channels, index), contrast: [0, 1] };
}

/** Sliders reach some way beyond what is shown at first. */
function domainOf([low, high]: Contrast): Contrast {
  return [Math.min(0, low), high + 1.5 * (high - low)];
}

/** A bar of a round length, as long as it is in the image, about a fifth of the view; pixels where the size of one is unknown. */
function ScaleBar({ zoom, pixelSizeUm }: { readonly zoom: number; readonly pixelSizeUm: number | null }) {
  const perScreenPixel = (pixelSizeUm ?? 1) / 2 ** zoom;
  const length = roundLength(140 * perScreenPixel);
  return (
    <figure class="scale-bar" style={{ width: `${length / perScreenPixel}px` }}>
      <figcaption>{pixelSizeUm === null ? `${length} px` : lengthText(length)}</figcaption>
    </figure>
  );
}

/** How one label image lies over the channels. */
function OverlayControl({ label, overlay, onChange }: OverlayControlProps) {
  return (
    <fieldset class="overlay">
      <legend>{label}</legend>
      {OVERLAYS.map((one) => (
        <label key={one}>
          <input type="radio" name={`overlay-${label}`} checked={overlay === one} onChange={() => onChange(one)} />
          {one}
        </label>
      ))}
    </fieldset>
  );
}
