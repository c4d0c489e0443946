/** Contexts and compiled plates written by hand, for tests that read or run them without a compiler. */
export {
  type CallFixture,
  type ContextFixture,
  contextOf,
  fromStep,
  type GroupFixture,
  MODULES,
  type PlaneFixture,
  plateOf,
  type StepFixture,
  stored,
  storedValue,
} from "./plate-fixture.ts";
