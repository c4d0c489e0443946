import { isDefinedFunction } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { functionConformance } from "@ohcs/testkit";
import { describe, test } from "vitest";

const all = Object.values(functions).filter(isDefinedFunction);

describe.each(all.map((defined) => ({ name: defined.declaration.name, defined })))(
  "$name keeps its promises",
  ({ defined }) => {
    functionConformance({ test, defined });
  },
);
