import { accessSync, constants } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes a folder for a test that writes very often: in memory, where the system has such a place. Whatever becomes of a
 * process, its files stay there as they would on a disk.
 */
export function quickFolder(prefix: string): Promise<string> {
  return mkdtemp(join(isWritable("/dev/shm") ? "/dev/shm" : tmpdir(), prefix));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
