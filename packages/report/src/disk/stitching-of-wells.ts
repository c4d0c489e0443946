import type { Json } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { valuePath } from "@ohcs/records";
import type { SeamOfWell, StitchingReport } from "../report-data.ts";
import { grouped, medianOf } from "../sections/markup.ts";
import { sixDigits, storesOf } from "./objects-of-wells.ts";
import type { ShownWell } from "./shown-views.ts";

/** What `tilePositions` stores as `json:positions`. */
interface Positions {
  readonly tiles: readonly { readonly site: number; readonly x: number; readonly y: number }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly dx: number;
    readonly dy: number;
    readonly correlation: number;
    readonly accepted: boolean;
  }[];
}

/** How the tiles of wells were joined; null where no step found positions of tiles that overlap. */
export async function stitchingOf(storage: FileManager, wells: readonly ShownWell[]): Promise<StitchingReport | null> {
  const found = new Map<string, Positions>();
  for (const { context } of wells)
    for (const store of storesOf(context, "json").filter(({ name }) => name === "positions")) {
      const value = await storage.loadJson(valuePath(context, store), store.backend).catch(() => null);
      if (isPositions(value)) found.set(context.axisId, value);
    }
  const edges = grouped(
    [...found.values()].flatMap((one) => one.edges),
    ({ from, to }) => `${from} ${to}`,
  );
  const seams = [...edges.values()].flatMap(([first]) =>
    first === undefined ? [] : [{ from: first.from, to: first.to }],
  );
  if (seams.length === 0) return null;
  const usual = [...edges.values()].map((own) => {
    return [medianOf(own.map(({ dx }) => dx)), medianOf(own.map(({ dy }) => dy))] as const;
  });
  const rows = [...found].map(([well, positions]) => [
    well,
    seams.map(({ from, to }, i) => seamOf(positions, from, to, usual[i] ?? [0, 0])),
  ]);
  return { seams, wells: Object.fromEntries(rows) };
}

function isPositions(value: Json | null): value is Json & Positions {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  return "tiles" in value && Array.isArray(value.tiles) && "edges" in value && Array.isArray(value.edges);
}

function seamOf(
  { tiles, edges }: Positions,
  from: number,
  to: number,
  [usualX, usualY]: readonly [number, number],
): SeamOfWell | null {
  const edge = edges.find((one) => one.from === from && one.to === to);
  const [first, second] = [from, to].map((site) => tiles.find((tile) => tile.site === site));
  if (edge === undefined || first === undefined || second === undefined) return null;
  const { dx, dy, correlation, accepted } = edge;
  const rounded = (value: number) => Number(sixDigits(value));
  return {
    correlation: rounded(correlation),
    residual: rounded(Math.hypot(second.x - first.x - dx, second.y - first.y - dy)),
    shift: rounded(Math.hypot(dx - usualX, dy - usualY)),
    accepted,
  };
}
