/** Contexts and compiled plates written by hand, for tests of what reads or runs them without a compiler. */
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
