/** Where Renovate looks for its configuration, in its order; the last has it under a key of its own. */
export const renovateFiles = [
  "renovate.json",
  "renovate.json5",
  ".github/renovate.json",
  ".github/renovate.json5",
  ".renovaterc",
  ".renovaterc.json",
  ".renovaterc.json5",
  "package.json",
] as const;
