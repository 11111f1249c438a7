import { createRequire } from "node:module";

const load = createRequire(__filename);

/** The file of a module that is installed, or undefined where there is none by that name. */
export function installed(module: string): string | undefined {
  try {
    return load.resolve(module);
  } catch {
    return undefined; // Another version has it elsewhere: then it starts as slowly as it does by itself.
  }
}

/**
 * Puts something in the place of a module that is not loaded yet, given a function that loads the real one. To be called
 * before anything requires it; a module that is loaded already stays as it is.
 */
export function standInFor(path: string, exportsFrom: (real: () => object) => object): void {
  if (load.cache[path] !== undefined) return;
  let real: object | undefined;
  const loaded = (): object => {
    if (real === undefined) {
      delete load.cache[path];
      real = Object(load(path)) as object; // what a module exports, as an object
    }
    return real;
  };
  const Module = load("node:module") as new (id: string) => NodeJS.Module; // the constructor of all modules
  const module = new Module(path);
  load.cache[path] = Object.assign(module, { exports: exportsFrom(loaded), filename: path, loaded: true });
}

/** What a module exports, loaded when something of it is first looked at. */
export function whenLookedAt(real: () => object): object {
  return new Proxy(
    {},
    {
      // Compiled modules look for this mark first, and then take what is exported as it is.
      get: (_target, key) => (key === "__esModule" ? true : Reflect.get(real(), key)),
      has: (_target, key) => Reflect.has(real(), key),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_target, key) => {
        const found = Reflect.getOwnPropertyDescriptor(real(), key);
        return found && { ...found, configurable: true }; // as the empty target has no such property
      },
    },
  );
}

/** Functions of a module by name, loaded when one of them is first called. */
export function whenCalled(names: readonly string[]): (real: () => object) => object {
  return (real) => {
    const later =
      (name: string) =>
      (...args: readonly unknown[]): unknown => {
        const found: unknown = Reflect.get(real(), name);
        if (typeof found !== "function") throw new Error(`the module has no function ${name}`);
        return Reflect.apply(found, undefined, args);
      };
    return Object.fromEntries(names.map((name) => [name, later(name)]));
  };
}
