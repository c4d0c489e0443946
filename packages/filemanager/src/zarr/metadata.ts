/** An object of a JSON document. Anyone may have written it: each of its members is looked at before it is used. */
export type Metadata = Readonly<Record<string, unknown>>;

/** The value where it is an object, else an empty one. */
export function objectOf(value: unknown): Metadata {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Metadata) : {};
}

/** The items of a list, in place of those that are no objects an empty one; none where there is no list. */
export function objectsIn(value: unknown): readonly Metadata[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The value where it is a text, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** What stands under `configuration` of a codec or another extension of Zarr v3. */
export function configurationOf(extension: unknown): Metadata {
  return objectOf(objectOf(extension).configuration);
}
