import { expect, test } from "vitest";
import { runInWidth } from "./run-in-width.ts";

/** Work that ends when it is told to, and a note of all that began. */
function heldWork() {
  const began: string[] = [];
  const ends = new Map<string, (end: "done" | "again") => void>();
  const work = (item: string, lane: number) => {
    began.push(`${item}@${lane}`);
    return new Promise<"done" | "again">((resolve) => void ends.set(item, resolve));
  };
  const end = async (item: string, how: "done" | "again" = "done") => {
    ends.get(item)?.(how);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { began, work, end };
}

test("a free lane takes the next item at once, the lowest number first", async () => {
  const { began, work, end } = heldWork();
  const all = runInWidth(["a", "b", "c", "d"], () => 2, work);
  expect(began).toEqual(["a@0", "b@1"]);
  await end("b");
  await end("a");
  expect(began).toEqual(["a@0", "b@1", "c@1", "d@0"]);
  await end("c");
  await end("d");
  await all;
});

test("a width that shrinks lets nothing begin until fewer run, one that grows lets more begin", async () => {
  let width = 3;
  const { began, work, end } = heldWork();
  const all = runInWidth(["a", "b", "c", "d", "e", "f"], () => width, work);
  width = 1;
  await end("a");
  await end("c");
  expect(began).toEqual(["a@0", "b@1", "c@2"]);
  width = 2;
  await end("b");
  expect(began.slice(3)).toEqual(["d@0", "e@1"]);
  for (const item of ["d", "e", "f"]) await end(item);
  await all;
});

test("an item that is to be done again comes before the others", async () => {
  const { began, work, end } = heldWork();
  const all = runInWidth(["a", "b"], () => 1, work);
  await end("a", "again");
  await end("a");
  await end("b");
  await all;
  expect(began).toEqual(["a@0", "a@0", "b@0"]);
});

test("an item that may not begin yet lets others go first, unless nothing runs that could change that", async () => {
  const { began, work, end } = heldWork();
  let isHeld = true;
  const all = runInWidth(
    ["a", "b", "c"],
    () => 2,
    work,
    (item) => item !== "b" || !isHeld,
  );
  expect(began).toEqual(["a@0", "c@1"]);
  await end("a");
  expect(began).toHaveLength(2);
  isHeld = false;
  await end("c");
  expect(began.slice(2)).toEqual(["b@0"]);
  await end("b");
  await all;
  const alone = heldWork();
  const never = runInWidth(
    ["d"],
    () => 1,
    alone.work,
    () => false,
  );
  expect(alone.began).toEqual(["d@0"]);
  await alone.end("d");
  await never;
});

test("nothing to do is done at once", async () => {
  await runInWidth([], () => 1, heldWork().work);
});
