/**
 * The entry of bare Tinypool's workers: the competitor of our workers. Takes the same message and calls the same
 * function.
 */
import type { FunctionEnvironment, FunctionResult, WellTask } from "@ohcs/context";
import { nothing } from "./nothing.ts";

const environment: FunctionEnvironment = {
  calibration: { pixelSizeUm: null },
  key: {},
  grid: null,
  signal: new AbortController().signal,
  contributors: [],
};

export function callNothing(_: WellTask): FunctionResult | Promise<FunctionResult> {
  return nothing.run({}, {}, environment);
}
