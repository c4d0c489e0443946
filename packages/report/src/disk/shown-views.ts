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
  readonly isStored: boolean;
  /** Channel → place by index of the well. */
  readonly planes: ReadonlyMap<string, ReadonlyMap<number, PlaneAt>>;
  readonly labels: ReadonlyMap<number, PlaneAt>;
  readonly outlines: { readonly name: string; readonly channel: string | null } | null;
}

/** A well, and what its records say. */
export interface ShownWell {
  readonly context: ProcessingContext;
  readonly records: readonly WellRecord[];
}

/** At most so many planes are read for a report: the run has read and worked on each of them. */
const MOST_PLANES = 1600;

/**
 * The views of a plate, the usual one first: the first site in the middle of z at the first timepoint; then the image that was stored of
 * the whole well; then the other sites, z planes and timepoints, as far as a report has room for these.
 */
export function shownViews(wells: readonly ShownWell[]): readonly ShownView[] {
  const views = new Map<string, GrowingView>();
  for (const [index, { context, records }] of wells.entries()) {
    for (const [i, { path, page, sample }] of context.images.toArray().entries())
      add(views, context.layout.get(i)?.toObject() ?? {}, false, index, { path, page, sample, backend: "source" });
    for (const { key, path, backend } of storedPlanes(records, "image"))
      if (key.site === undefined) add(views, key, true, index, { path, page: 0, sample: null, backend });
  }
  const ranked = rankedViews([...views.values()]);
  const planes = (rank: number) => wellPlanes(ranked.filter((view) => view.rank <= rank));
  const [most = 0] = [3, 2, 1].filter((rank) => planes(rank) <= MOST_PLANES);
  const shown = ranked.filter(({ rank }) => rank <= most);
  return shown.map((view) => ({ ...view, text: textOf(view, ranked), ...labelsOf(view, wells) }));
}

interface GrowingView {
  readonly key: PlaneKey;
  readonly site: number | null;
  readonly isStored: boolean;
  readonly planes: Map<string, Map<number, PlaneAt>>;
}

type RankedView = GrowingView & { readonly rank: number };

function add(views: Map<string, GrowingView>, key: PlaneKey, isStored: boolean, well: number, place: PlaneAt): void {
  const { channel = "", site, zIndex, timepoint } = key;
  const name = JSON.stringify([isStored, site, zIndex, timepoint]);
  const view = views.get(name) ?? { key, site: site ?? null, isStored, planes: new Map() };
  views.set(name, view);
  const places = view.planes.get(channel) ?? new Map<number, PlaneAt>();
  view.planes.set(channel, places);
  places.set(well, place);
}

function rankedViews(views: readonly GrowingView[]): readonly RankedView[] {
  const source = views.filter(({ isStored }) => !isStored);
  const sites = valuesOf(source, "site");
  const middle = valuesOf(source, "zIndex")[valuesOf(source, "zIndex").length >> 1];
  const [first] = valuesOf(source, "timepoint");
  const rankOf = ({ key, isStored }: GrowingView) => {
    // What was stored of the one site of a well is the size of the source.
    if (isStored) return sites.length > 1 && (key.timepoint ?? first) === first ? 1 : 4;
    if (key.zIndex !== middle || key.timepoint !== first) return 3;
    return key.site === sites[0] ? 0 : 2;
  };
  return views
    .map((view) => ({ ...view, rank: rankOf(view) }))
    .filter(({ rank }) => rank < 4)
    .toSorted((a, b) => a.rank - b.rank || places(a) - places(b));
}

function places({ key: { site = 0, zIndex = 0, timepoint = 0 } }: GrowingView): number {
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
function textOf({ key, isStored }: GrowingView, views: readonly GrowingView[]): string {
  const names = { site: "site", zIndex: "z", timepoint: "time" } as const;
  const parts = (["site", "zIndex", "timepoint"] as const).flatMap((component) =>
    key[component] !== undefined && valuesOf(views, component).length > 1
      ? [`${names[component]} ${key[component]}`]
      : [],
  );
  return [...(isStored ? ["stored image of the well"] : []), ...parts].join(", ") || "the only plane";
}

/** The first labels that the pipeline stored, of the same site and time. */
function labelsOf({ key: view, isStored }: GrowingView, wells: readonly ShownWell[]) {
  const isOver = ({ key }: StoredPlane) =>
    (isStored ? key.site === undefined : key.site === view.site) &&
    (key.timepoint === undefined || key.timepoint === view.timepoint);
  const found = wells.flatMap(({ records }, index) => {
    const plane = storedPlanes(records, "labels:").find(isOver);
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

/** Planes of the images of steps, or of all labels. */
function storedPlanes(records: readonly WellRecord[], kind: "image" | "labels:"): readonly StoredPlane[] {
  const isOfKind = ({ output }: StoredPlane) => (kind === "image" ? output === kind : output.startsWith(kind));
  const steps = records.flatMap(({ stored = [] }) => stored);
  return steps.flatMap(({ planes }) => planes.filter(isOfKind));
}
