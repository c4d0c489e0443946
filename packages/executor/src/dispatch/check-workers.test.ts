import { expect, test } from "vitest";
import { checkWorkers } from "./check-workers.ts";

test.each([1, 3, Number.POSITIVE_INFINITY])("checkWorkers() takes %s", (workers) => checkWorkers(workers));

test.each([0, -1, 1.5, Number.NaN, undefined as unknown as number])("checkWorkers() refuses %s", (workers) => {
  expect(() => checkWorkers(workers)).toThrowError(
    expect.objectContaining({ code: "WORKERS_INVALID", message: expect.stringMatching(`got ${workers}$`) }),
  );
});
