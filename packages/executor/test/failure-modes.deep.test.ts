import { describe, test } from "vitest";
import { expectFailure, plateForFailures } from "./failures/expect-failure.ts";
import { FAILURES, type RunnerName } from "./failures/failure-table.ts";
import { RUNNERS } from "./runners.ts";

const folders = plateForFailures();

describe.each(Object.keys(RUNNERS) as RunnerName[])(
  "%s: a failure is a value of its well and leaves nothing behind (landmines 1, 3, 5)",
  (runner) => {
    test.for(FAILURES)("$failure", (failure, context) => expectFailure(folders(), runner, failure, context));
  },
);
