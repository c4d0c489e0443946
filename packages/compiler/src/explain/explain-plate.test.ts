import { reduce, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf, manifestOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { explainPlate } from "./explain-plate.ts";

const { maxProjection, gaussianBlur, countNuclei, mergeTables } = functions;

const steps = [
  step("project", { func: maxProjection() }),
  step("count", {
    func: [gaussianBlur({ sigma: { um: 1 } }), countNuclei()],
    inputs: { image: { from: "step:project", channel: "1" } },
  }),
  reduce("all", { from: "table:counts", func: mergeTables() }),
];

test("explainPlate() describes phases, steps, links, outputs and the estimate as plain JSON", () => {
  const { plate, estimate } = compilePlate(inputOf(steps, { manifest: manifestOf({ wells: ["A01", "A02", "B01"] }) }));
  const explanation = plate && explainPlate(plate, estimate);
  expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  expect(explanation).toMatchSnapshot();
});

test("explainPlate() describes wells of equal structure once", () => {
  const without = ({ well, site }: { well: string; site: number }) => well === "A02" && site === 2;
  const manifest = manifestOf({ wells: ["A01", "A02", "B01"], without });
  const skipping = steps.map((one) => ({ ...one, onMissing: "skip" as const })).slice(0, 2);
  const { plate } = compilePlate(inputOf(skipping as typeof steps, { manifest }));
  const [wells] = plate === null ? [] : explainPlate(plate).phases;
  expect(wells?.structures.map((structure) => structure.wells)).toEqual([["A01", "B01"], ["A02"]]);
});
