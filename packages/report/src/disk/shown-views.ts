import type { PlaneKey, ProcessingContext, StoredPlane, WellRecord } from "@ohcs/context";

/** Where the plane of a well lies. */
export interface PlaneAt {
  readonly path: string;
  readonly backend: string;
  readonly page: number;
  /** Of pixels with several; null where they have one. */
  readonly sample: number | null;
}

/** A plane of every well that can be looked at. */
export interface ShownView {
  readonly text: string;
  readonly site: number | null;
  /** What a step emits it as: `image`, `image:heights`, `rgb:overlay`; null for the source plate. */
  readonly output: string | null;
  /** Channel → place by index of the well. A picture in colours has the channels {@link COLORS}. */
  readonly planes: ReadonlyMap<string, ReadonlyMap<number, PlaneAt>>;
  readonly labels: ReadonlyMap<number, PlaneAt>;
  readonly outlines: { readonly name: string; readonly channel: string | null } | null;
}

export interface ShownWell {
  readonly context: ProcessingContext;
  readonly records: readonly WellRecord[];
}

/** At most so many planes are read for a report: the run has read and worked on each of them. */
const MOST_PLANES = 1600;

export const COLORS = ["red", "green", "blue"] as const;

/** The name by which a step emits an image beside its own: `heights` of `image:heights`; null for others. */
export function nameOf({ output }: Pick<ShownView, "output">): string | null {
  return output === null || output === "image" ? null : output.replace(/^[a-z]+:/, "");
}

export function isInColors({ output }: Pick<ShownView, "output">): boolean {
  return output?.startsWith("rgb:") ?? false;
}

/**
 * The views of a plate, the usual one first: the first site in the middle of z at the first timepoint; images by name of the same place;
 * then the image that was stored of the whole well; then the other sites, z planes and timepoints, as far as a report has room for these.
 * @param all How many wells the plate has, of which these are some
 */
export function shownViews(wells: readonly ShownWell[], all = wells.length): readonly ShownView[] {
  const views = new Map<string, GrowingView>();
  for (const [index, { context, records }] of wells.entries()) {
    for (const [i, { path, page, sample }] of context.images.toArray().entries())
      add(views, context.layout.get(i)?.toObject() ?? {}, null, index, { path, page, sample, backend: "source" });
    for (const { output, key, path, backend, sample = null } of storedPlanes(records)) {
      if (output.startsWith("labels:") || (output === "image" && key.site !== undefined)) continue;
      // In plates red, green and blue are channels, in files samples.
      const color = isInColors({ output }) ? COLORS[sample ?? Number(key.channel) - 1] : key.channel;
      add(views, { ...key, channel: color ?? "" }, output, index, { path, page: 0, sample, backend });
    }
  }
  const ranked = rankedViews([...views.values()]);
  const planes = (rank: number) => (wellPlanes(ranked.filter((view) => view.rank <= rank)) * all) / wells.length;
  const [most = 0] = [3, 2, 1].filter((rank) => planes(rank) <= MOST_PLANES);
  const shown = ranked.filter(({ rank }) => rank <= most);
  return shown.map((view) => ({ ...view, text: textOf(view, ranked), ...labelsOf(view, wells) }));
}

/** Bytes of all pictures together, and of a pixel in one: what takes more is compressed further. */
const ALL_BYTES = 8_000_000;
export const BYTES_PER_PIXEL = 0.3;
const SMALLEST_SIDE = 40;

/**
 * The longer side that pictures of a view have room for, px: the usual view and what was stored have half of it, all others the other half.
 * @param wells How many wells have pictures, where they are not all in `views`
 */
export function roomOf(view: ShownView, views: readonly ShownView[], wells = wellsIn(views)): number {
  const isMain = (one: ShownView) => one === views[0] || one.output !== null;
  const group = views.filter((one) => isMain(one) === isMain(view));
  const pictures = wells * group.reduce((sum, { planes }) => sum + planes.size, 0);
  const share = group.length === views.length ? 1 : 2;
  return Math.max(SMALLEST_SIDE, Math.floor(Math.sqrt(ALL_BYTES / BYTES_PER_PIXEL / share / Math.max(1, pictures))));
}

function wellsIn(views: readonly ShownView[]): number {
  return Math.max(0, ...views.flatMap(({ planes }) => [...planes.values()].map(({ size }) => size)));
}

interface GrowingView {
  readonly key: PlaneKey;
  readonly site: number | null;
  readonly output: string | null;
  readonly planes: Map<string, Map<number, PlaneAt>>;
}

type RankedView = GrowingView & { readonly rank: number };

function add(
  views: Map<string, GrowingView>,
  key: PlaneKey,
  output: string | null,
  well: number,
  place: PlaneAt,
): void {
  const { channel = "", site, zIndex, timepoint } = key;
  const name = JSON.stringify([output, site, zIndex, timepoint]);
  const view = views.get(name) ?? { key, site: site ?? null, output, planes: new Map() };
  views.set(name, view);
  const places = view.planes.get(channel) ?? new Map<number, PlaneAt>();
  view.planes.set(channel, places);
  places.set(well, place);
}

function rankedViews(views: readonly GrowingView[]): readonly RankedView[] {
  const source = views.filter(({ output }) => output === null);
  const sites = valuesOf(source, "site");
  const middle = valuesOf(source, "zIndex")[valuesOf(source, "zIndex").length >> 1];
  const [first] = valuesOf(source, "timepoint");
  const rankOf = ({ key, output }: GrowingView) => {
    const { site = sites[0], zIndex = middle, timepoint = first } = key;
    // What was stored of the one site of a well is the size of the source.
    if (output === "image") return sites.length > 1 && timepoint === first ? 1 : 4;
    if (zIndex !== middle || timepoint !== first) return 3;
    return site === sites[0] ? 0 : 2;
  };
  return views
    .map((view) => ({ ...view, rank: rankOf(view) }))
    .filter(({ rank }) => rank < 4)
    .toSorted(
      (a, b) =>
        a.rank - b.rank || Number(a.output !== null) - Number(b.output !== null) || placeOf(a.key) - placeOf(b.key),
    );
}

function placeOf({ site = 0, zIndex = 0, timepoint = 0 }: PlaneKey): number {
  return (timepoint * 1e5 + site) * 1e5 + zIndex;
}

function valuesOf(views: readonly GrowingView[], component: "site" | "zIndex" | "timepoint"): readonly number[] {
  const values = new Set(views.flatMap(({ key }) => key[component] ?? []));
  return [...values].toSorted((a, b) => a - b);
}

function wellPlanes(views: readonly GrowingView[]): number {
  return views.flatMap(({ planes }) => [...planes.values()]).reduce((sum, { size }) => sum + size, 0);
}

/** Names what differs among the views. */
function textOf(view: GrowingView, views: readonly GrowingView[]): string {
  const { key, output } = view;
  const names = { site: "site", zIndex: "z", timepoint: "time" } as const;
  const parts = (["site", "zIndex", "timepoint"] as const).flatMap((component) =>
    key[component] !== undefined && valuesOf(views, component).length > 1
      ? [`${names[component]} ${key[component]}`]
      : [],
  );
  const stored = output === "image" ? "stored image of the well" : nameOf(view);
  return [stored ?? [], ...parts].flat().join(", ") || "the only plane";
}

/** The first labels that the pipeline stored, of the same site and time; none over pictures in colours, which have their own. */
function labelsOf(view: GrowingView, wells: readonly ShownWell[]): Pick<ShownView, "labels" | "outlines"> {
  const { site, timepoint } = view.key;
  const isOver = ({ output, key }: StoredPlane) =>
    output.startsWith("labels:") && key.site === site && (key.timepoint === undefined || key.timepoint === timepoint);
  const found = wells.flatMap(({ records }, index) => {
    const plane = isInColors(view) ? undefined : storedPlanes(records).find(isOver);
    return plane === undefined ? [] : [{ index, plane }];
  });
  const [first] = found;
  return {
    labels: new Map(
      found.map(({ index, plane: { path, backend } }) => [index, { path, backend, page: 0, sample: null }] as const),
    ),
    outlines:
      first === undefined
        ? null
        : { name: first.plane.output.replace(/^labels:/, ""), channel: first.plane.key.channel ?? null },
  };
}

/** Planes of images, pictures and labels of steps. */
function storedPlanes(records: readonly WellRecord[]): readonly StoredPlane[] {
  return records.flatMap(({ stored = [] }) => stored).flatMap(({ planes }) => planes);
}
