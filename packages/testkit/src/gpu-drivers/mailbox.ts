/** What one side puts in, in its order, the other takes out: a value, or an error that is thrown where it is taken. */
export interface Mailbox<T> {
  put(value: T): void;
  fail(error: Error): void;
  take(): Promise<T>;
}

export function mailbox<T>(): Mailbox<T> {
  const waiting: ((letter: () => T) => void)[] = [];
  const letters: (() => T)[] = [];
  const post = (letter: () => T): void => {
    const taker = waiting.shift();
    if (taker === undefined) letters.push(letter);
    else taker(letter);
  };
  return {
    put: (value) => post(() => value),
    fail: (error) =>
      post(() => {
        throw error;
      }),
    async take() {
      const letter = letters.shift() ?? (await new Promise<() => T>((resolve) => waiting.push(resolve)));
      return letter();
    },
  };
}
