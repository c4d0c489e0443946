import { posix } from "node:path";
import { isOhcsError } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NameRegister } from "./name-register.ts";
import { nameOf, normalizeVirtualPath, parentOf } from "./virtual-path.ts";

test.each([
  ["", ""],
  [".", ""],
  ["a//b/./c/", "a/b/c"],
  ["plate [1] #2/A01--w1.TIF", "plate [1] #2/A01--w1.TIF"],
  ["gru\u0308n", "gr\u00fcn"],
  ["...", "..."],
  ["console.tif", "console.tif"],
  ["com10", "com10"],
])("normalizeVirtualPath() spells '%s' as '%s'", (path, expected) => {
  expect(normalizeVirtualPath(path)).toBe(expected);
});

test.each([
  "..",
  "a/..",
  "/",
  "/a",
  "a\\b",
  "a\0b",
  "C:",
  "c:/a",
  "./C:/a",
  "a/C:",
  "nul",
  "A/COM1.tif",
  "a/.x.1-2.ohcs-tmp",
])("normalizeVirtualPath() refuses '%s'", (path) => {
  expect(() => normalizeVirtualPath(path)).toThrow(expect.toSatisfy((e) => isOhcsError(e, "PATH_OUTSIDE_ROOT")));
});

test("every path that normalizeVirtualPath() accepts stays below the root and is its own normal form", () => {
  const segment = fc.oneof(fc.string(), fc.constantFrom("..", ".", "", "a", "\\", "/", "\0"));
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = segments.join("/");
      let normal: string;
      try {
        normal = normalizeVirtualPath(path);
      } catch (error) {
        return isOhcsError(error, "PATH_OUTSIDE_ROOT");
      }
      return normalizeVirtualPath(normal) === normal && `${posix.join("/root", normal)}/`.startsWith("/root/");
    }),
  );
});

test("parentOf() and nameOf() split at the last slash", () => {
  expect([parentOf("a/b/c"), nameOf("a/b/c"), parentOf("c"), nameOf("c")]).toEqual(["a/b", "c", "", "c"]);
});

test("NameRegister forgets what was released", () => {
  const names = new NameRegister();
  names.claim("a/b/c");
  expect(() => names.claim("A/b/d")).toThrow(expect.toSatisfy((e) => isOhcsError(e, "PATH_CASE_CLASH")));
  names.releaseDirectory("a");
  names.claim("A/b/d");
});
