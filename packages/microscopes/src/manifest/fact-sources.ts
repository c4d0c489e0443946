import type { FactSource, ManifestObjective } from "@ohcs/context";
import { channelsOf } from "./order-planes.ts";
import type { PlaneFile, PlaneHeaders, PlateDescription } from "./plate-reading.ts";

const MOST_LISTED = 20;

/** What states the names of channels, the objective and stage positions, by rank: metadata, then descriptions of images. */
export function factSources(
  planes: readonly PlaneFile[],
  headers: PlaneHeaders,
  { channels = new Map(), objective, path = null, paths = {} }: PlateDescription,
): readonly FactSource[] {
  const found = new Map<string, FactSource>();
  const take = (source: FactSource) => {
    const key = [source.fact, source.channel, source.from, source.value].join("\n");
    if (source.value !== "" && found.size < MOST_LISTED && !found.has(key)) found.set(key, source);
  };
  const name = (channel: string, value: string | null | undefined, place: Pick<FactSource, "from" | "path">) => {
    if (value != null) take({ fact: "channelName", channel, ...place, value });
  };
  const metadata = (fact: FactSource["fact"]) => ({ from: "metadata", path: paths[fact] ?? path }) as const;
  for (const id of channelsOf(planes)) name(id, channels.get(id)?.name, metadata("channelName"));
  for (const { channel, channelName } of planes) name(channel, channelName, metadata("channelName"));
  take({ fact: "objective", ...metadata("objective"), value: textOf(objective) });
  if (planes.some(({ position }) => position != null)) take({ fact: "position", ...metadata("position"), value: null });
  for (const plane of planes) {
    const read = headers.get(plane.path);
    if (read === undefined) continue;
    const place = { from: "description", path: plane.path } as const;
    name(plane.channel, read.channelName, place);
    take({ fact: "objective", ...place, value: textOf(read.objective) });
    if (read.position !== null) take({ fact: "position", ...place, value: null });
  }
  return [...found.values()];
}

function textOf(objective: ManifestObjective | null | undefined): string {
  const { name, magnification, numericalAperture } = objective ?? {};
  const [times, aperture] = [magnification == null ? [] : [`${magnification}×`], numericalAperture];
  return [...(name == null ? [] : [name]), ...times, ...(aperture == null ? [] : [`NA ${aperture}`])].join(", ");
}
