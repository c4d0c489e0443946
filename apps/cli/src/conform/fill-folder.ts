const PLACEHOLDER = "{folder}";

/** `options` with `folder` in place of every `{folder}` in its texts. */
export function fillFolder(options: unknown, folder: string): unknown {
  if (typeof options === "string") return options.replaceAll(PLACEHOLDER, folder);
  if (Array.isArray(options)) return options.map((item) => fillFolder(item, folder));
  if (typeof options !== "object" || options === null) return options;
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, fillFolder(value, folder)]));
}

/** Do the options give each store a folder of its own? */
export function namesFolder(options: unknown): boolean {
  return JSON.stringify(options).includes(PLACEHOLDER);
}
