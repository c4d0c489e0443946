/** One test of a suite. */
export interface SuiteTest {
  readonly name: string;
  readonly body: () => Promise<void>;
}
