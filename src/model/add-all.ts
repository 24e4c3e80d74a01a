/** Adds items to a list one by one: `push(...items)` fails for about a hundred thousand items, because each is an argument. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
