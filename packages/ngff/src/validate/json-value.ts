/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of an object, or undefined if there is no such member or no object. */
export function memberOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The items of a list; none where there is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as shown in messages: `'A/1'`, `3`, `[1, 2]`, `nothing`; long ones are cut. */
export function printed(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `'${cut(value)}'`;
  return cut(JSON.stringify(value)?.replaceAll(",", ", ") ?? typeof value);
}

function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
