import { expect, test } from "vitest";
import { isLogged, LOG_LEVELS } from "./log-level.ts";

test("isLogged() keeps lines of the requested level and of all more severe ones", () => {
  const keptFrom = (least: (typeof LOG_LEVELS)[number]) => LOG_LEVELS.filter((level) => isLogged(level, least));
  expect(keptFrom("debug")).toEqual(["debug", "info", "warn", "error"]);
  expect(keptFrom("warn")).toEqual(["warn", "error"]);
});
