import fc from "fast-check";
import { expect, test } from "vitest";
import { newSha256, portableSha256 } from "./sha256.ts";

test("the hash of the platform is that of JavaScript, for bytes, any text, and after a copy", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.constant("\uD800x"),
  );
  fc.assert(
    fc.property(part, part, (first, second) => {
      const [ours, portable] = [newSha256, portableSha256].map((make) => {
        const begun = make().add(first);
        return [begun.copy().add(second).hex(), begun.hex()];
      });
      expect(ours).toEqual(portable);
    }),
  );
  expect(newSha256().add("abc").hex()).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
