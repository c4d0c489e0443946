import * as ownFunctions from "@ohcs/functions";
import * as root from "ohcs";
import { expect, test } from "vitest";

test("ohcs exports every function of @ohcs/functions", () => {
  const { functionErrors: _, ...functions } = ownFunctions;
  expect(root).toMatchObject(functions);
});
