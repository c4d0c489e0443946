import { Type } from "@sinclair/typebox";
import { axisSchema } from "../model/multiscale.ts";
import { itemsOf, memberOf, printed, type Report, ruled } from "../rules/collect-violations.ts";
import { checkAxes } from "./check-axes.ts";
import { checkDuplicates, checkForm } from "./check-form.ts";
import { intrinsicName } from "./flat-multiscale.ts";

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

/** `coordinateSystems` of a multiscale in 0.6. */
const coordinateSystemsSchema = Type.Array(coordinateSystem, ruled("image/coordinate-systems", { minItems: 1 }));
