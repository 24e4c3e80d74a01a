/** Replaces functions of node:fs in this process. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// biome-ignore lint/suspicious/noExplicitAny: the functions of node:fs have no common type that their replacements could be called with.
type AnyFunction = (...args: any[]) => any;

/** Replaces functions of node:fs by what `replacements` make of them; returns a function that undoes this. */
export function replaceFsFunctions(
  replacements: Record<string, (real: AnyFunction) => AnyFunction>,
): () => void {
  const functions = fs as unknown as Record<string, AnyFunction>;
  const originals = Object.keys(replacements).map((name) => [name, functions[name]] as const);
  for (const [name, real] of originals) if (real) functions[name] = replacements[name]?.(real) ?? real;
  syncBuiltinESMExports();
  return () => {
    for (const [name, real] of originals) if (real) functions[name] = real;
    syncBuiltinESMExports();
  };
}
