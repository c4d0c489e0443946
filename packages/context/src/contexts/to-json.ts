import { Map as ImmutableMap, isRecord, List } from "immutable";
import { isLeftOut } from "./frozen-record.ts";
import type { Json } from "./json.ts";

/** Any frozen value of a context as plain JSON. */
export function toJson(value: unknown): Json {
  if (List.isList(value)) return value.toArray().map(toJson);
  if (isRecord(value))
    return objectOf(Object.entries(value.toObject()).filter(([field, one]) => !isLeftOut(value, field, one)));
  return ImmutableMap.isMap(value) ? objectOf([...value]) : (value as Json);
}

function objectOf(members: readonly (readonly [unknown, unknown])[]): Json {
  return Object.fromEntries(members.map(([key, item]) => [String(key), toJson(item)]));
}
