import { Value } from "@sinclair/typebox/value";
import { type Axis, axisSchema } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import { itemsOf, printed, type Report } from "../rules/collect-violations.ts";
import { checkDuplicates } from "./check-form.ts";

const PREFIXES =
  "yocto zepto atto femto pico nano micro milli centi deci hecto kilo mega giga tera peta exa zetta yotta".split(" ");

const prefixed = (unit: string): string[] => PREFIXES.map((prefix) => `${prefix}${unit}`);

/** The units that the specification names for axes of space and of time (after UDUNITS-2). */
const AXIS_UNITS: Readonly<Record<"space" | "time", ReadonlySet<string>>> = {
  space: new Set(["meter", ...prefixed("meter"), "angstrom", "foot", "inch", "mile", "parsec", "yard"]),
  time: new Set(["second", ...prefixed("second"), "minute", "hour", "day"]),
};

/** Checks the axes of an image against each other; their form is checked with the multiscale. */
export function checkAxes(list: unknown, version: NgffVersion, pointer: string, report: Report): void {
  const items = itemsOf(list);
  const axes = items.filter((item) => Value.Check(axisSchema, item));
  const names = items.map((item) => (Value.Check(axisSchema, item) ? item.name : undefined));
  checkDuplicates(names, { what: "axis", rule: "image/axes", pointer }, report);
  // From 0.6 on, axes may be those of arrays, without a meaning in space.
  const isOfArrays = version === "0.6" && axes.every(({ type }) => type === "array");
  if (axes.length === items.length && axes.length > 0 && !isOfArrays) checkTypes(axes, pointer, report);
  for (const [index, axis] of items.entries())
    if (Value.Check(axisSchema, axis)) checkUnit(axis, `${pointer}/${index}`, report);
}

function checkTypes(axes: readonly Axis[], pointer: string, report: Report): void {
  const count = (place: number) => axes.filter((axis) => placeOf(axis) === place).length;
  const space = count(2);
  if (space < 2 || space > 3) report("image/axes", pointer, `expected 2 or 3 axes of type 'space', got ${space}`);
  if (count(0) > 1) report("image/axes", pointer, `expected at most one axis of type 'time', got ${count(0)}`);
  if (count(1) > 1) report("image/axes", pointer, `expected at most one channel or custom axis, got ${count(1)}`);
  const places = axes.map(placeOf);
  if (places.some((place, index) => place < (places[index - 1] ?? place)))
    report(
      "image/axes-order",
      pointer,
      `expected time, channel, space, got ${axes.map(({ name }) => name).join(", ")}`,
    );
}

/** The order that the specification requires: time, then channel or custom, then space. */
function placeOf({ type }: Axis): number {
  if (type === "time") return 0;
  return type === "space" ? 2 : 1;
}

function checkUnit({ type, unit }: Axis, pointer: string, report: Report): void {
  if (type !== "space" && type !== "time") return;
  if (unit !== undefined && AXIS_UNITS[type].has(unit)) return;
  report("image/axis-unit", pointer, `expected a unit of ${type} such as '${EXAMPLE[type]}', got ${printed(unit)}`);
}

const EXAMPLE = { space: "micrometer", time: "second" } as const;
