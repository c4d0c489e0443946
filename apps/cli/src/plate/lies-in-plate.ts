import { isWithin } from "@ohcs/compiler";
import { nodePlateHost } from "@ohcs/orchestrator/host";

/** Would a file of this absolute path lie in a plate's folder, which is only read? Links on the way are followed. */
export async function liesInPlate(file: string, plateRoot: string): Promise<boolean> {
  const { realPath } = nodePlateHost();
  return isWithin(await realPath(file), await realPath(plateRoot));
}
