import fs from "node:fs/promises";

/** A function of the file system. */
export type DiskCall = (...args: readonly unknown[]) => Promise<unknown>;

/** Replaces functions of the file system until what it gives back is called. */
export function patchFs(
  names: readonly string[],
  patch: (name: string, original: DiskCall) => DiskCall,
): () => void {
  const disk = fs as unknown as Record<string, DiskCall>;
  const originals = names.map((name) => [name, disk[name]!] as const);
  for (const [name, original] of originals) {
    disk[name] = patch(name, original);
  }
  return () => originals.forEach(([name, original]) => (disk[name] = original));
}
