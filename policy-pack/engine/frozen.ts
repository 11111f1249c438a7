/** Makes a plain value and all within it unchangeable: what one rule is shown must be what the next one sees. */
export function frozen<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null || Object.isFrozen(one)) continue;
    Object.freeze(one);
    for (const part of Object.values(one)) open.push(part);
  }
  return value;
}
