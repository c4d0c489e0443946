import { formatPlaneKey } from "@ohcs/context";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { StepPlace } from "../draft/resolved-step.ts";

/** Two outputs that want the same file. */
export interface PathClash {
  readonly path: string;
  readonly place: StepPlace;
  readonly other: StepPlace;
}

/** Every clash among the files that wells of one structure store; `*` stands for the well. Case makes no difference. */
export function pathClashes(steps: readonly MaterializedStep[]): readonly PathClash[] {
  const claims = new Map<string, StepPlace>();
  return steps.flatMap((step) =>
    storedPaths(step).flatMap((path) => {
      const key = path.normalize("NFC").toLowerCase();
      const other = claims.get(key);
      if (other === undefined) claims.set(key, step.step.place);
      return other === undefined ? [] : [{ path, place: step.step.place, other }];
    }),
  );
}

function storedPaths({ outputs, groups }: MaterializedStep): readonly string[] {
  return [...outputs].flatMap(([, { store, kind }]) => {
    if (store === null) return [];
    const { directory, name, extension } = store;
    if (name !== null) return [`${directory}/*_${name}${extension}`];
    const keys =
      kind === "image" ? groups.flatMap(({ images }) => images) : groups.map(({ coordinates }) => coordinates);
    return keys.map((key) => `${directory}/*_${formatPlaneKey(key)}${extension}`);
  });
}
