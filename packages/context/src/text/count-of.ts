/** A number with its noun: `1 well`, `1,536 wells`. By hand: loading what the platform knows of languages takes 10 ms. */
export function countOf(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${noun}${count === 1 ? "" : "s"}`;
}
