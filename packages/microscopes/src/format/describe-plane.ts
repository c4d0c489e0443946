import { parseGen5 } from "../cytation/parse-gen5.ts";
import { parseMetaSeries } from "../imagexpress/parse-metaseries.ts";
import type { PlaneDescription } from "../manifest/plate-reading.ts";

/** The facts that any known microscope wrote into an image, for plates whose files were renamed or only listed. */
export function describePlane(description: string, wanted?: "position"): PlaneDescription | null {
  return parseMetaSeries(description, wanted) ?? parseGen5(description);
}
