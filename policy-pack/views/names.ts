/** The first of several names, and how many more there are, such as `checkout-errors (and 2 more)`. */
export function firstAndMore(names: readonly string[]): string {
  const [first = "", ...more] = names;
  return more.length === 0 ? first : `${first} (and ${more.length} more)`;
}
