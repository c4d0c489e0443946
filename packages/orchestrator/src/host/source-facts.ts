import { stat } from "node:fs/promises";
import { join } from "node:path";

/** Size and time of change of a source image; null where it cannot be seen. */
export async function sourceFacts(
  root: string,
  path: string,
): Promise<readonly [bytes: number, mtimeMs: number] | null> {
  return stat(join(root, path)).then(
    ({ size, mtimeMs }) => [size, mtimeMs],
    () => null,
  );
}
