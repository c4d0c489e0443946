import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { type Axis, axisSchema } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import { itemsOf, memberOf, printed, type Report, ruled } from "../rules/collect-violations.ts";
import { checkDuplicates, checkForm } from "./check-form.ts";
import { intrinsicName } from "./flat-multiscale.ts";

const PREFIXES =
  "yocto zepto atto femto pico nano micro milli centi deci hecto kilo mega giga tera peta exa zetta yotta".split(" ");

const prefixed = (unit: string): string[] => PREFIXES.map((prefix) => `${prefix}${unit}`);

/** The units that the specification names for axes of space and of time (after UDUNITS-2). */
const AXIS_UNITS: Readonly<Record<"space" | "time", ReadonlySet<string>>> = {
  space: new Set(["meter", ...prefixed("meter"), "angstrom", "foot", "inch", "mile", "parsec", "yard"]),
  time: new Set(["second", ...prefixed("second"), "minute", "hour", "day"]),
};

const EXAMPLE = { space: "micrometer", time: "second" } as const;

const RULE = "image/coordinate-systems";

/** The transformations that 0.6 knows; their parameters are not checked beyond those of levels. */
const TYPES = new Set(
  "identity mapAxis translation scale affine rotation sequence displacements coordinates bijection byDimension projectAxis".split(
    " ",
  ),
);

/** Checks what 0.6 has in place of axes: coordinate systems, and that transformations lead from one to another. */
export function checkCoordinateSystems(multiscale: unknown, pointer: string, report: Report): void {
  const systems = memberOf(multiscale, "coordinateSystems");
  const at = `${pointer}/coordinateSystems`;
  checkForm(coordinateSystemsSchema, systems, at, report);
  const names = itemsOf(systems).map((system) => memberOf(system, "name"));
  checkDuplicates(names, { what: "coordinate system", rule: RULE, pointer: at }, report);
  const intrinsic = intrinsicName(multiscale);
  // Those of the intrinsic system are checked with the multiscale.
  for (const [index, system] of itemsOf(systems).entries())
    if (names[index] !== intrinsic) checkAxes(memberOf(system, "axes"), "0.6", `${at}/${index}/axes`, report);
  for (const [index, system] of itemsOf(systems).entries())
    for (const [axis, one] of itemsOf(memberOf(system, "axes")).entries())
      if (memberOf(one, "name") === "")
        report("image/axes", `${at}/${index}/axes/${axis}/name`, "expected a name, got an empty text");
  checkLevels(multiscale, names, pointer, report);
  checkFurther(memberOf(multiscale, "coordinateTransformations"), intrinsic, pointer, report);
}

/** Each level has one transformation, from its own array to the coordinate system that all lead to. */
function checkLevels(multiscale: unknown, names: readonly unknown[], pointer: string, report: Report): void {
  const intrinsic = intrinsicName(multiscale);
  for (const [index, dataset] of itemsOf(memberOf(multiscale, "datasets")).entries()) {
    const list = itemsOf(memberOf(dataset, "coordinateTransformations"));
    const at = `${pointer}/datasets/${index}/coordinateTransformations`;
    if (list.length > 1) report("image/transformations", at, `expected one transformation, got ${list.length}`);
    const [first] = list;
    if (first === undefined) continue;
    checkForms(first, `${at}/0`, report);
    const [path, input] = [memberOf(dataset, "path"), memberOf(memberOf(first, "input"), "path")];
    if (input !== path)
      report(RULE, `${at}/0/input/path`, `expected the level's path ${printed(path)}, got ${printed(input)}`);
    const output = memberOf(memberOf(first, "output"), "name");
    if (typeof output !== "string" || !names.includes(output))
      report(RULE, `${at}/0/output/name`, `expected the name of a coordinate system, got ${printed(output)}`);
    else if (output !== intrinsic)
      report(RULE, `${at}/0/output/name`, `expected ${printed(intrinsic)} as of the first level, got '${output}'`);
  }
}

/** In 0.6 scales are above 0, and a sequence of one transformation is none. */
function checkForms(transformation: unknown, at: string, report: Report): void {
  const parts = memberOf(transformation, "transformations");
  if (memberOf(transformation, "type") === "sequence" && itemsOf(parts).length < 2)
    report("image/transformations", `${at}/transformations`, "expected a scale and a translation in a sequence");
  for (const one of [transformation, ...itemsOf(parts)])
    for (const value of itemsOf(memberOf(one, "scale")))
      if (typeof value === "number" && value <= 0)
        report("image/transformations", at, `expected scales above 0, got ${value}`);
}

/** Further transformations lead from the intrinsic coordinate system to others. */
function checkFurther(list: unknown, intrinsic: unknown, pointer: string, report: Report): void {
  const at = `${pointer}/coordinateTransformations`;
  if (list === undefined) return;
  if (itemsOf(list).length === 0)
    report("image/transformations", at, `expected a list of at least 1, got ${printed(list)}`);
  for (const [index, one] of itemsOf(list).entries()) {
    const type = memberOf(one, "type");
    if (typeof type !== "string" || !TYPES.has(type))
      report("image/transformations", `${at}/${index}/type`, `expected a transformation of 0.6, got ${printed(type)}`);
    const [input, output] = [memberOf(one, "input"), memberOf(one, "output")].map((end) => memberOf(end, "name"));
    if (input !== intrinsic)
      report(RULE, `${at}/${index}/input/name`, `expected ${printed(intrinsic)}, got ${printed(input)}`);
    if (typeof output !== "string" || output === intrinsic)
      report(RULE, `${at}/${index}/output/name`, `expected another coordinate system, got ${printed(output)}`);
  }
}

const coordinateSystem = Type.Object({
  name: Type.String({ minLength: 1, expected: "a name" }),
  axes: Type.Array(axisSchema, ruled("image/axes", { minItems: 2, maxItems: 5 })),
});

const coordinateSystemsSchema = Type.Array(coordinateSystem, ruled("image/coordinate-systems", { minItems: 1 }));

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
