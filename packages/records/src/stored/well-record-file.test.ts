import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { platformSha256 } from "./well-record-file.ts";

test.each([0, 10, 0x10000, 0x10001, 300_000])(
  "platformSha256() of %i letters or bytes is that of Node",
  async (length) => {
    const text = "ä".repeat(length);
    const bytes = Uint8Array.from({ length }, (_, i) => i % 251);
    for (const data of [text, bytes])
      expect(await platformSha256(data)).toBe(createHash("sha256").update(data).digest("hex"));
  },
);
