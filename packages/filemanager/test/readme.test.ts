import { readFileSync } from "node:fs";
import { filemanagerErrors } from "@ohcs/filemanager";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every error, and no other", () => {
  const errors = readme.slice(readme.indexOf("## Errors"), readme.indexOf("## Place"));
  const named = [...errors.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code);
  expect(named.toSorted()).toEqual(Object.keys(filemanagerErrors).sort());
});
