import type { StoredPlane } from "@ohcs/context";
import type { StepScope } from "../well-scope.ts";

/** Notes a stored image for the metadata of the plate, where that lists the folder in which it lies. */
export function listPlane(
  { commitments, plan, context }: Pick<StepScope, "commitments" | "plan" | "context">,
  { output, path, backend, key }: StoredPlane,
): void {
  const store = plan.outputs.get(output)?.store;
  if (!store?.listed) return;
  // OpenHCS takes a name without extension for a folder; planes in its zarr plates are called as TIFFs would be.
  const name = /\.[^./]+$/.test(path) ? path : `${path}.tif`;
  commitments.list(store.directory, name, key, {
    available_backends: { [context.backends.get(backend)?.name ?? backend]: true },
    ...(store.directory === plan.subDir ? { main: true, results_dir: plan.analysisResultsDir } : {}),
  });
}
