import picocolors from "picocolors";
import { expect, test } from "vitest";
import { shownText } from "./shown-text.ts";

test("control characters of names and messages are shown, and reach no terminal as such", () => {
  expect(shownText("P\u001B]0;title\u0007\u001B[2J\u001B[8m\u009B1A\rdone\u202Etxt")).toBe(
    "P\\u001b]0;title\\u0007\\u001b[2J\\u001b[8m\\u009b1A\\u000ddone\\u202etxt",
  );
});

test("lines, tabs, colours and letters of all languages stay as they are", () => {
  const text = `${picocolors.createColors(true).bold("µm\tZelle 細胞 ●")}\n`;
  expect(shownText(text)).toBe(text);
});

test("a JSON document says the same", () => {
  const value = { plate: "P\u001B[2J\u009B\u007F\u202E\n" };
  expect(JSON.parse(shownText(JSON.stringify(value, null, 2)))).toEqual(value);
});
