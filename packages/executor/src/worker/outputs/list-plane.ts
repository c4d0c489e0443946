import type { StoredPlane } from "@ohcs/context";
import type { StepScope } from "../well-scope.ts";

/** Notes a stored image for the metadata of the plate, where that lists the folder in which it lies. */
export function listPlane(
  { commitments, plan }: Pick<StepScope, "commitments" | "plan">,
  { output, path, backend, key }: StoredPlane,
): void {
  const store = plan.outputs.get(output)?.store;
  if (!store?.listed) return;
  commitments.list(store.directory, path, key, {
    available_backends: { [backend]: true },
    ...(store.directory === plan.subDir ? { main: true, results_dir: plan.analysisResultsDir } : {}),
  });
}
