import { isOhcsError } from "@ohcs/context";
import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "./config-schema.ts";
import type { ConfigLayer } from "./config-source.ts";
import { resolveConfig } from "./resolve-config.ts";

test("resolveConfig() returns the defaults without any layer", () => {
  expect(resolveConfig()).toEqual(DEFAULT_CONFIG);
});

test("resolveConfig() gives later layers precedence, merges objects, replaces arrays, inherits what is unset", () => {
  const config = resolveConfig(
    { numWorkers: 4, wellFilter: ["A01", "A02"], tiff: { compression: "deflate" } },
    { wellFilter: ["B02"], tiff: { predictor: true } },
    { timeoutS: 60 },
  );
  expect(config).toEqual({
    ...DEFAULT_CONFIG,
    numWorkers: 4,
    wellFilter: ["B02"],
    tiff: { compression: "deflate", predictor: true },
    timeoutS: 60,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test("resolveConfig() refuses unknown fields and wrong values, with all of them in its details", () => {
  const layer = { numWorker: 4, retries: -1, tiff: { compression: "zip" } } as unknown as ConfigLayer;
  const error = errorOf(() => resolveConfig(layer));
  expect(isOhcsError(error, "CONFIG_INVALID")).toBe(true);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^Cannot use configuration value 'numWorker': expected one of .* \(and 2 more\)$/),
    remedy: "Did you mean 'numWorkers'?",
    details: { problems: { length: 3 } },
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
