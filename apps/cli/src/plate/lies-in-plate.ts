import { isAbsolute, relative, sep } from "node:path";
import { nodePlateHost } from "@ohcs/orchestrator/host";

/** Would a file of this absolute path lie in a plate's folder, which is only read? Links on the way are followed. */
export async function liesInPlate(file: string, plateRoot: string): Promise<boolean> {
  const { realPath } = nodePlateHost();
  const way = relative(await realPath(plateRoot), await realPath(file));
  const isOutside = way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  return !isOutside;
}
