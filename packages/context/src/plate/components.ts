/** The coordinates of a plane inside its well. */
export type Component = "site" | "channel" | "zIndex" | "timepoint";

/** Components that can have rows of their own in the table of wells. */
export type RowComponent = Exclude<Component, "channel">;

export const ROW_COMPONENTS: readonly RowComponent[] = ["site", "timepoint", "zIndex"];

/** All components in the order in which names and lists run: site, channel, z, time. */
export const COMPONENTS: readonly Component[] = ["site", "channel", "zIndex", "timepoint"];

/** Where a plane is inside its well. Channels are names (`"1"`, `"DAPI"`), the rest are numbers as the vendor counts. */
export interface PlaneCoordinates {
  readonly site: number;
  readonly channel: string;
  readonly zIndex: number;
  readonly timepoint: number;
}

/** Coordinates of something derived from planes: components that were reduced or selected are absent. */
export type PlaneKey = Partial<PlaneCoordinates>;

const prefixes: Readonly<Record<Component, string>> = { site: "s", channel: "w", zIndex: "z", timepoint: "t" };

/** The part of a file name that states `key`: `s001_w1_z001_t001`; absent components are left out. */
export function formatPlaneKey(key: PlaneKey): string {
  return COMPONENTS.filter((component) => key[component] !== undefined)
    .map((component) => `${prefixes[component]}${padded(component, key[component] ?? "")}`)
    .join("_");
}

function padded(component: Component, value: string | number): string {
  return component === "channel" ? String(value).replaceAll(/[^A-Za-z0-9-]/g, "-") : String(value).padStart(3, "0");
}
