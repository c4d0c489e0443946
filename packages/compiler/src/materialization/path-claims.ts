import { formatPlaneKey } from "@ohcs/context";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { StepPlace } from "../draft/resolved-step.ts";

/** Two outputs with the same file. */
interface PathClash {
  readonly path: string;
  readonly place: StepPlace;
  readonly other: StepPlace;
}

/**
 * Every clash among the files that wells of one structure store; `*` stands for the well. Case is ignored. Outputs of
 * the same name are reported by the check of names.
 */
export function pathClashes(steps: readonly MaterializedStep[]): readonly PathClash[] {
  const claims = new Map<string, { readonly place: StepPlace; readonly output: string }>();
  return steps.flatMap((step) =>
    storedPaths(step).flatMap(({ path, output }) => {
      const { place } = step.step;
      const key = path.normalize("NFC").toLowerCase();
      const other = claims.get(key);
      claims.set(key, other ?? { place, output });
      return other === undefined || (output !== "image" && other.output === output)
        ? []
        : [{ path, place, other: other.place }];
    }),
  );
}

function storedPaths({ outputs, groups }: MaterializedStep) {
  return [...outputs].flatMap(([output, { store }]) => {
    if (store === null) return [];
    const { directory, name, extension } = store;
    if (name !== null) return [{ output, path: `${directory}/*_${name}${extension}` }];
    const keys =
      output === "image" ? groups.flatMap(({ images }) => images) : groups.map(({ coordinates }) => coordinates);
    return keys.map((key) => ({ output, path: `${directory}/*_${formatPlaneKey(key)}${extension}` }));
  });
}
