import { backendUsesFromJson, type FieldsOf, type ProcessingContext } from "@ohcs/context";
import type { BackendPlan } from "../draft/places.ts";
import { plainJson } from "./plain-json.ts";

/** The backends of these roles, as contexts hold them. */
export function freezeBackends(
  { backends }: BackendPlan,
  roles: Iterable<string>,
): FieldsOf<ProcessingContext>["backends"] {
  const wanted = new Set(roles);
  const named = Object.fromEntries(Object.entries(backends).filter(([role]) => wanted.has(role)));
  return backendUsesFromJson(plainJson(named));
}

/** The roles in which outputs are stored. */
export function rolesStored(
  outputs: Iterable<{ readonly store: { readonly backend: string } | null }>,
): ReadonlySet<string> {
  return new Set([...outputs].flatMap(({ store }) => store?.backend ?? []));
}
