/** What one side puts in, the other takes out, in its order. */
export interface Mailbox<T> {
  put(letter: T): void;
  take(): Promise<T>;
}

export function mailbox<T>(): Mailbox<T> {
  const waiting: ((letter: T) => void)[] = [];
  const letters: T[] = [];
  return {
    put(letter) {
      const taker = waiting.shift();
      if (taker === undefined) letters.push(letter);
      else taker(letter);
    },
    take: async () => letters.shift() ?? new Promise<T>((resolve) => waiting.push(resolve)),
  };
}
