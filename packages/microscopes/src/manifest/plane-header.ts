import type { ImageHeader } from "@ohcs/context";
import type { PlaneDescription } from "./plate-reading.ts";

/** What was read from one image: its header and what it says about its plane, or why it cannot be read. */
export type PlaneHeader =
  | ({ readonly header: ImageHeader; readonly problem: null } & PlaneDescription)
  | ({ readonly header: null; readonly problem: string } & PlaneDescription);

/** Headers by path; only the images that were looked into. */
export type PlaneHeaders = ReadonlyMap<string, PlaneHeader>;
