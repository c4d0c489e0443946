/** Is `value` the relative path of a zarr node below another: no empty, `.` or `..` segment? */
export function isNodePath(value: unknown): value is string {
  return typeof value === "string" && value.split("/").every((segment) => !["", ".", ".."].includes(segment));
}

/** The path of a node below a group; the root group is the empty text. */
export function joinPath(group: string, below: string): string {
  return group === "" ? below : `${group}/${below}`;
}

/** The target of a relative path with `.` and `..` from a group, or null if it leaves the root. */
export function resolvePath(group: string, relative: string): string | null {
  const segments = group === "" ? [] : group.split("/");
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}
