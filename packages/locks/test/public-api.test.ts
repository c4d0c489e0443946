import * as root from "@ohcs/locks";
import { expect, test } from "vitest";

test("@ohcs/locks exports these names", () => {
  expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
    [
      "lockHolder",
      "locksErrors",
      "ownIdentity",
      "slotLedger",
      "takeLock",
    ]
  `);
});
