/** The function of empty wells, which workers import by the URL of this file. */
import { defineFunction, NO_PARAMETERS } from "@ohcs/context";

/** Takes a plane and returns nothing. */
export const nothing = defineFunction({
  module: "@ohcs/bench/nothing",
  name: "nothing",
  version: "1.0.0",
  summary: "Takes a plane and returns nothing",
  params: NO_PARAMETERS,
  returnsImage: false,
  exact: true,
  run: () => ({}),
});
