import { expect, test } from "vitest";
import { labelDtype } from "./label-dtype.ts";

test("labels are stored as uint16 where all numbers fit, else as uint32", () => {
  expect(labelDtype(Uint32Array.of())).toBe("uint16");
  expect(labelDtype(Uint32Array.of(0, 255, 65535))).toBe("uint16");
  expect(labelDtype(Uint32Array.of(65536, 0))).toBe("uint32");
  expect(labelDtype(Uint32Array.of(1, 4294967295))).toBe("uint32");
});
