import { expect, test } from "vitest";
import { planScenarios } from "./plan-scenarios.ts";

test("equal seeds plan equal scenarios, others do not, and more of them begin with the same", () => {
  expect(planScenarios(50, 192, 1)).toEqual(planScenarios(50, 192, 1));
  expect(planScenarios(50, 192, 1)).not.toEqual(planScenarios(50, 192, 2));
  expect(planScenarios(50, 192, 1).slice(0, 6)).toEqual(planScenarios(6, 192, 1));
});

test("six scenarios meet every ending, the wells, a phase's end and both steps of the reduction", () => {
  const planned = planScenarios(6, 192, 1);
  expect(new Set(planned.map(({ ending }) => ending))).toEqual(
    new Set(["group", "parent", "interrupt", "interruptTwice", "interruptGroup", "terminateGroup"]),
  );
  const places = planned.map(({ instant }) => (instant.at === "reduction" ? instant.step : instant.at));
  expect(places).toEqual(["well", "gather", "time", "phaseEnd", "well", "listStates"]);
});

test("fifty scenarios lie within the plate, and a parent is distinguished from its workers only if it has any", () => {
  for (const { instant, ending, runner } of planScenarios(50, 192, 3)) {
    if (/parent|interruptGroup|terminateGroup/.test(ending)) expect(runner).toBe("processes");
    if (instant.at === "time") expect(instant.part).toBeLessThan(1);
    if (instant.at !== "well") continue;
    expect(instant.after).toBeGreaterThan(0);
    expect(instant.after).toBeLessThan(192);
    expect(instant.upTo).toBeGreaterThanOrEqual(instant.after);
  }
});
