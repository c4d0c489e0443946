import type { SharedPlace } from "../place/mounts.ts";
import type { Slice } from "./remote-folder.ts";

/** A well in a queue: less than 1 KB that say where its task lies. */
export interface JobReference extends Slice {
  readonly v: 1;
  /** The run of which it is: where the output belongs to another, it is not begun. */
  readonly run: string;
  /** Distinguishes it from all others of the run; the same task has the same one again. */
  readonly job: string;
  readonly well: string;
  /** The output plate. */
  readonly output: SharedPlace;
}
